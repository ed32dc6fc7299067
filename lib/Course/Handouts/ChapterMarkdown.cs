using System.Text.Json.Nodes;
using Course.Notebooks;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Course.Handouts;

/// <summary>The Markdown that chapters are written in.</summary>
internal static class ChapterMarkdown
{
    private const string Attachment = "attachment:";

    private static readonly MarkdownPipeline Dialect = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().UseEmphasisExtras().UseAutoLinks().Build();

    /// <summary>A text as HTML, with the pictures that its cell carries in the place of their names.</summary>
    internal static string ToHtml(string text, JsonObject? attachments = null)
    {
        var document = Markdown.Parse(text, Dialect);
        foreach (var picture in document.Descendants<LinkInline>().Where(link => link.IsImage && link.Url?.StartsWith(Attachment, StringComparison.Ordinal) == true))
        {
            if (attachments?[Uri.UnescapeDataString(picture.Url![Attachment.Length..])] is JsonObject { Count: > 0 } bundle)
            {
                var (type, data) = bundle.First();
                picture.Url = $"data:{type};base64,{(data is JsonArray lines ? string.Concat(lines) : (string?)data)?.ReplaceLineEndings("")}";
            }
        }

        return document.ToHtml(Dialect);
    }

    internal static string ToPlainText(string text) => Markdown.ToPlainText(text, Dialect).Trim();

    /// <summary>The lines of all Markdown cells.</summary>
    internal static IEnumerable<string> Lines(Notebook notebook) =>
        notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).SelectMany(cell => cell.Source.Split('\n'));

    /// <summary>The first paragraph of a chapter as plain text, or empty.</summary>
    internal static string FirstParagraph(Notebook notebook) =>
        notebook.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Markdown) is { } cell
        && Markdown.Parse(cell.Source, Dialect).OfType<ParagraphBlock>().FirstOrDefault() is { } paragraph
            ? ToPlainText(cell.Source.Substring(paragraph.Span.Start, paragraph.Span.Length))
            : "";
}
