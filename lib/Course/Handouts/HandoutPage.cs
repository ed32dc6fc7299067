using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Course.Notebooks;
using Markdig;

namespace Course.Handouts;

/// <summary>A chapter as its neighbours name it.</summary>
/// <param name="File">The page's file name.</param>
internal sealed record ChapterLink(string Title, string File)
{
    internal static ChapterLink Of(Notebook notebook) => new(TitleOf(notebook), Path.ChangeExtension(notebook.FileName, ".html"));

    private static string TitleOf(Notebook notebook) =>
        notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => cell.Source.Split('\n')).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim()
        ?? Path.GetFileNameWithoutExtension(notebook.FileName);
}

/// <summary>An executed notebook as one HTML file that needs no other.</summary>
internal static partial class HandoutPage
{
    private static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().UseEmphasisExtras().UseAutoLinks().Build();

    /// <param name="chapter">The chapter with its outputs.</param>
    /// <param name="all">All chapters in their order, this one among them.</param>
    internal static string Render(ExecutedNotebook chapter, IReadOnlyList<ChapterLink> all)
    {
        var outputs = new OutputHtml();
        var own = ChapterLink.Of(chapter.Notebook);
        var body = new StringBuilder();
        for (var i = 0; i < chapter.Notebook.Cells.Count; i++)
        {
            body.Append(CellHtml(chapter.Notebook.Cells[i], outputs, failed: chapter.Failure?.CellNumber == i + 1));
        }

        var (content, contents) = Finish(body.ToString(), own.Title);
        var failure = chapter.Failure is { } fault ? $"<p class=\"error\" role=\"alert\">This run did not finish. {WebUtility.HtmlEncode(fault.ToString())}</p>" : "";
        var host = HostLine(chapter.Notebook);
        var charts = outputs.Charts > 0 ? $"<script type=\"text/plain\" id=\"plotly-gzip\">{PlotlyScript.Base64}</script>" : "";
        return PageFrame.Render(
            own.Title,
            outputs.Styles,
            $"""
            <header class="page">{Neighbours(own, all, "chapters")}
            <p class="host">{WebUtility.HtmlEncode(host)}{(host.Length > 0 ? " · " : "")}run {chapter.Started.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}</p></header>
            <div class="columns"><nav class="contents" aria-label="In this chapter"><details open><summary>In this chapter</summary>{contents}</details></nav>
            <main>{failure}{content}</main></div>
            <footer class="page">{Neighbours(own, all, "chapters, again")}</footer>
            {charts}
            """);
    }

    private static string CellHtml(Cell cell, OutputHtml outputs, bool failed)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                return Markdig.Markdown.ToHtml(cell.Source, Markdown);
            case CellKind.Code:
                var code = cell.Code.Language == CellLanguage.CSharp ? CSharpHighlighter.ToHtml(cell.Source) : WebUtility.HtmlEncode(cell.Source);
                var shown = string.Concat(cell.Outputs.Select(outputs.Of));
                return $"<section class=\"cell{(failed ? " failed" : "")}\" aria-label=\"Code and what it showed\"><pre class=\"code\" tabindex=\"0\"><code>{code}</code></pre>{(shown.Length > 0 ? $"<div class=\"outputs\">{shown}</div>" : "")}</section>";
            default:
                return "";
        }
    }

    /// <summary>Puts headings into one sequence without gaps, gives each an id of its own, and lists them.</summary>
    private static (string Content, string Contents) Finish(string html, string title)
    {
        var document = new HtmlParser().ParseDocument("<body>" + html);
        var ids = new HashSet<string>();
        var list = new StringBuilder("<ul>");
        var level = 0;
        var hasTitle = false;
        foreach (var heading in document.QuerySelectorAll("h1,h2,h3,h4,h5,h6").ToList())
        {
            var wanted = Math.Min(heading.LocalName[1] - '0', level + 1);
            wanted = hasTitle && wanted == 1 ? 2 : wanted;
            hasTitle |= wanted == 1;
            level = wanted;
            var id = heading.Id is { Length: > 0 } given ? given : $"section-{ids.Count + 1}";
            for (var n = 2; !ids.Add(id); n++)
            {
                id = $"{heading.Id}-{n}";
            }

            var renamed = document.CreateElement($"h{wanted}");
            renamed.Id = id;
            renamed.InnerHtml = heading.InnerHtml;
            heading.Replace(renamed);
            if (wanted == 2)
            {
                list.Append($"<li><a href=\"#{WebUtility.HtmlEncode(id)}\">{WebUtility.HtmlEncode(renamed.TextContent)}</a></li>");
            }
        }

        foreach (var link in document.QuerySelectorAll("a[href]").Where(link => ChapterFile().IsMatch(link.GetAttribute("href")!)).ToList())
        {
            link.SetAttribute("href", ChapterFile().Replace(link.GetAttribute("href")!, "$1.html"));
        }

        foreach (var table in document.QuerySelectorAll("main > table, body > table").ToList())
        {
            var box = document.CreateElement("div");
            box.ClassName = "scroll";
            box.SetAttribute("tabindex", "0");
            table.Before(box);
            box.Append(table);
        }

        var start = hasTitle ? "" : $"<h1>{WebUtility.HtmlEncode(title)}</h1>";
        return (start + document.Body!.InnerHtml, list.Append("</ul>").ToString());
    }

    private static string HostLine(Notebook notebook) =>
        notebook.Cells.SelectMany(cell => cell.Outputs).OfType<Output.ExecuteResult>().Select(result => result.Data["application/vnd.ipc.host+json"]).FirstOrDefault(json => json is not null) is { } host
            ? (string?)JsonNode.Parse(host)?["line"] ?? ""
            : "";

    private static string Neighbours(ChapterLink own, IReadOnlyList<ChapterLink> all, string label)
    {
        var at = all.ToList().FindIndex(link => link.File == own.File);
        string Link(int index, string before, string after) => index >= 0 && index < all.Count
            ? $"<a href=\"{WebUtility.HtmlEncode(all[index].File)}\">{before}{WebUtility.HtmlEncode(all[index].Title)}{after}</a>"
            : "<span></span>";
        return $"<nav class=\"neighbours\" aria-label=\"{label}\">{Link(at - 1, "← ", "")}<a href=\"index.html\">All chapters</a>{Link(at + 1, "", " →")}</nav>";
    }

    [GeneratedRegex(@"^(?:\./|\.\./notebooks/)?([\w-]+)\.ipynb$")]
    private static partial Regex ChapterFile();
}
