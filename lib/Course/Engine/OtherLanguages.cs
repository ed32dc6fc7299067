using Course.Notebooks;

namespace Course.Engine;

/// <summary>Cells that are shown, not compiled: the front end draws them.</summary>
internal static class OtherLanguages
{
    internal static MimeBundle Show(CellCode cell) => cell.Language switch
    {
        CellLanguage.Html => Both("text/html", cell.Text),
        CellLanguage.Markdown => Both("text/markdown", cell.Text),
        CellLanguage.Mermaid => Both("text/vnd.mermaid", cell.Text),
        CellLanguage.JavaScript => Both("text/html", $"<script type=\"module\">\n{cell.Text}\n</script>"),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell.Language, "not a language that is shown"),
    };

    private static MimeBundle Both(string mimeType, string text) =>
        new(new Dictionary<string, string> { [mimeType] = text, ["text/plain"] = text });
}
