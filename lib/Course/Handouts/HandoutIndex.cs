using System.Globalization;
using System.Net;
using System.Text;
using Course.Notebooks;

namespace Course.Handouts;

/// <summary>The page that lists the chapters.</summary>
internal static class HandoutIndex
{
    private const string Title = "Linux processes and inter-process communication";

    internal static string Render(IReadOnlyList<ExecutedNotebook> chapters)
    {
        var items = new StringBuilder();
        foreach (var chapter in chapters)
        {
            var link = ChapterLink.Of(chapter.Notebook);
            var state = chapter.Failure is null
                ? $"<span class=\"note\">ran in {chapter.Duration.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s</span>"
                : "<strong class=\"failed\">did not finish</strong>";
            items.Append($"""
                <li><span class="number">{link.Number}</span><div><a href="{Neighbourhood.Address(link.File)}">{WebUtility.HtmlEncode(link.Title)}</a> {state}
                <p>{WebUtility.HtmlEncode(ChapterMarkdown.FirstParagraph(chapter.Notebook))}</p></div></li>
                """);
        }

        var hosts = chapters.Select(chapter => HandoutPage.HostLine(chapter.Notebook)).Where(line => line.Length > 0).Distinct();
        var day = chapters.Min(chapter => chapter.Started).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return PageFrame.Render(
            Title,
            [],
            "<p class=\"neighbours\">All chapters</p>",
            $"""
            <div class="columns"><main><h1>{Title}</h1>
            <p>Each chapter below was run on one machine, on {day}. Every table, timeline and chart in it is what that machine's kernel did.</p>
            {string.Concat(hosts.Select(host => $"<p class=\"host\">{WebUtility.HtmlEncode(host)}</p>"))}
            <ol class="chapters">{items}</ol></main></div>
            """);
    }
}
