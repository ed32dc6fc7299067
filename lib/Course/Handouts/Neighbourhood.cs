using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Course.Handouts;

/// <summary>The chapters of one run, and the links between their pages.</summary>
/// <param name="chapters">All chapters in their order.</param>
internal sealed partial class Neighbourhood(IReadOnlyList<ChapterLink> chapters)
{
    /// <summary>Links to the chapters before and after one, and to the index.</summary>
    /// <param name="label">What a screen reader calls this group of links.</param>
    /// <returns>The links as HTML; nothing for a page that stands alone.</returns>
    internal string Navigation(ChapterLink own, string label)
    {
        if (chapters.Count == 0)
        {
            return "";
        }

        var at = chapters.ToList().FindIndex(link => link.File == own.File);
        string Link(int index, string side, string before, string after) => index >= 0 && index < chapters.Count
            ? $"<a class=\"{side}\" href=\"{Address(chapters[index].File)}\">{before}{WebUtility.HtmlEncode(chapters[index].Title)}{after}</a>"
            : "";
        return $"<nav class=\"neighbours\" aria-label=\"{label}\">{Link(at - 1, "before", "← ", "")}<a class=\"all\" href=\"index.html\">All chapters</a>{Link(at + 1, "after", "", " →")}</nav>";
    }

    /// <summary>Makes links to notebooks links to their pages. A chapter that this run did not make has no page, so its link becomes plain text.</summary>
    internal void Redirect(IDocument document)
    {
        foreach (var link in document.QuerySelectorAll("a[href]").ToList())
        {
            if (NotebookFile().Match(link.GetAttribute("href")!) is not { Success: true } match)
            {
                continue;
            }

            var file = match.Groups["name"].Value + ".html";
            if (chapters.Any(chapter => chapter.File == file))
            {
                link.SetAttribute("href", Address(file) + match.Groups["place"].Value);
            }
            else
            {
                link.Replace([.. link.ChildNodes]);
            }
        }
    }

    internal static string Address(string file) => WebUtility.HtmlEncode(Uri.EscapeDataString(file));

    [GeneratedRegex(@"^(?:\./|\.\./notebooks/)?(?<name>[\w.-]+)\.ipynb(?<place>#.*)?$")]
    private static partial Regex NotebookFile();
}
