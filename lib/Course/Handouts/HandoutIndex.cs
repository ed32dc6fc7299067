using System.Globalization;
using System.Net;
using System.Text;
using Course.Notebooks;

namespace Course.Handouts;

/// <summary>The page that lists the chapters.</summary>
internal static class HandoutIndex
{
    internal static string Render(IReadOnlyList<ExecutedNotebook> chapters)
    {
        var items = new StringBuilder();
        foreach (var chapter in chapters)
        {
            var link = ChapterLink.Of(chapter.Notebook);
            var state = chapter.Failure is null ? "" : " <strong class=\"failed\">did not finish</strong>";
            items.Append($"<li><a href=\"{WebUtility.HtmlEncode(link.File)}\">{WebUtility.HtmlEncode(link.Title)}</a>{state} <span class=\"note\">{chapter.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s</span></li>");
        }

        return PageFrame.Render(
            "Linux processes and inter-process communication",
            [],
            $"<div class=\"columns\"><main><h1>Linux processes and inter-process communication</h1><p>Each chapter below was run on one machine, on {chapters.Min(chapter => chapter.Started).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}; every table, timeline and chart in it is what that machine's kernel did.</p><ol class=\"chapters\" start=\"0\">{items}</ol></main></div>");
    }
}
