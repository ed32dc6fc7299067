using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace Course.Handouts;

/// <summary>Puts the headings of a page into one sequence without gaps, gives each an id of its own, and lists them.</summary>
internal static class Headings
{
    /// <summary>Changes the headings in place.</summary>
    /// <param name="document">The page's content.</param>
    /// <param name="title">The first heading of a page that has none.</param>
    /// <returns>The table of contents: a list of links to the headings of the second level.</returns>
    internal static string Arrange(IDocument document, string title)
    {
        var headings = document.QuerySelectorAll("h1,h2,h3,h4,h5,h6").ToList();
        if (!headings.Any(heading => heading.LocalName == "h1"))
        {
            var first = document.CreateElement("h1");
            first.TextContent = title;
            document.Body!.Prepend(first);
            headings.Insert(0, first);
        }

        var ids = document.QuerySelectorAll("[id]").Except(headings).Select(element => element.Id!).Append(PageFrame.ThemeId).Append(HandoutPage.PlotlyId).ToHashSet();
        var list = new StringBuilder("<ul>");
        var level = 0;
        foreach (var heading in headings)
        {
            var wanted = Math.Min(heading.LocalName[1] - '0', level + 1);
            level = level > 0 ? Math.Max(2, wanted) : 1;
            var renamed = document.CreateElement($"h{level}");
            renamed.Id = FreeId(heading.Id is { Length: > 0 } id ? id : "section", ids);
            renamed.InnerHtml = heading.InnerHtml;
            heading.Replace(renamed);
            if (level == 2)
            {
                list.Append($"<li><a href=\"#{WebUtility.HtmlEncode(Uri.EscapeDataString(renamed.Id))}\">{WebUtility.HtmlEncode(renamed.TextContent)}</a></li>");
            }
        }

        return list.Append("</ul>").ToString();
    }

    private static string FreeId(string wanted, HashSet<string> taken)
    {
        var id = wanted;
        for (var copy = 2; !taken.Add(id); copy++)
        {
            id = $"{wanted}-{copy}";
        }

        return id;
    }
}
