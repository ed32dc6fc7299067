using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Course.Notebooks;

namespace Course.Handouts;

/// <summary>An executed notebook as one HTML file that needs no other.</summary>
internal static class HandoutPage
{
    /// <summary>The id of the element that carries plotly.js.</summary>
    internal const string PlotlyId = "plotly-gzip";

    /// <param name="chapter">The chapter with its outputs.</param>
    /// <param name="all">All chapters in their order, this one among them; none for a page that stands alone.</param>
    internal static string Render(ExecutedNotebook chapter, IReadOnlyList<ChapterLink> all)
    {
        var outputs = new OutputHtml();
        var own = ChapterLink.Of(chapter.Notebook);
        var neighbours = new Neighbourhood(all);
        var cells = string.Concat(chapter.Notebook.Cells.Select((cell, i) => CellHtml(cell, outputs, failed: chapter.Failure?.CellNumber == i + 1)));

        var document = new HtmlParser().ParseDocument("<body>" + cells);
        var contents = Headings.Arrange(document, own.Title);
        neighbours.Redirect(document);
        Pictures.Embed(document, Path.GetDirectoryName(Path.GetFullPath(chapter.Notebook.Path))!);
        ScrollBoxes.Around(document.QuerySelectorAll("body > table"));

        var failure = chapter.Failure is { } fault ? $"<p class=\"error\" role=\"alert\">This run did not finish. {WebUtility.HtmlEncode(fault.ToString())}</p>" : "";
        var host = HostLine(chapter.Notebook);
        var charts = outputs.Charts > 0 ? $"<script type=\"text/plain\" id=\"{PlotlyId}\">{PlotlyScript.Base64}</script>" : "";
        return PageFrame.Render(
            own.Title,
            outputs.Styles,
            neighbours.Navigation(own, "Neighbouring chapters"),
            $"""
            <p class="host">{WebUtility.HtmlEncode(host)}{(host.Length > 0 ? " · " : "")}run {chapter.Started.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}</p>
            <div class="columns"><nav class="contents" aria-label="In this chapter"><details open><summary>In this chapter</summary>{contents}</details></nav>
            <main>{failure}{document.Body!.InnerHtml}</main></div>
            <footer class="page">{neighbours.Navigation(own, "Neighbouring chapters, again")}</footer>
            {charts}
            """);
    }

    /// <summary>The machine that a chapter ran on, or empty where the chapter did not say.</summary>
    internal static string HostLine(Notebook notebook) =>
        notebook.Cells.SelectMany(cell => cell.Outputs).OfType<Output.ExecuteResult>().Select(result => result.Data["application/vnd.ipc.host+json"]).FirstOrDefault(json => json is not null) is { } host
            ? (string?)JsonNode.Parse(host)?["line"] ?? ""
            : "";

    private static string CellHtml(Cell cell, OutputHtml outputs, bool failed)
    {
        switch (cell.Kind)
        {
            case CellKind.Markdown:
                return ChapterMarkdown.ToHtml(cell.Source, cell.Attachments);
            case CellKind.Code:
                var code = CodeBlock.ToHtml(cell.Code.Language == CellLanguage.CSharp ? CSharpHighlighter.Pieces(cell.Source) : [(cell.Source, null)]);
                var shown = string.Concat(cell.Outputs.Select(output => outputs.Of(output, failed)));
                return $"<div class=\"cell{(failed ? " failed" : "")}\">{code}{(shown.Length > 0 ? $"<div class=\"outputs\">{shown}</div>" : "")}</div>";
            default:
                return "";
        }
    }
}
