using Course.Notebooks;

namespace Course.Engine;

/// <summary>Cells that are shown, not compiled: the front end draws them.</summary>
internal static class OtherLanguages
{
    /// <param name="language">What the text is written in.</param>
    /// <param name="text">The text.</param>
    /// <param name="shared">Values that JavaScript finds as globals of the page: names with their JSON.</param>
    internal static MimeBundle Show(CellLanguage language, string text, IReadOnlyDictionary<string, string> shared) => language switch
    {
        CellLanguage.Html => Both("text/html", text),
        CellLanguage.Markdown => Both("text/markdown", text),
        CellLanguage.Mermaid => Both("text/vnd.mermaid", text),
        CellLanguage.JavaScript => Both("text/html", $"<script type=\"module\">\n{string.Concat(shared.Select(value => $"globalThis.{value.Key} = {value.Value};\n"))}{text}\n</script>"),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "not a language that is shown"),
    };

    private static MimeBundle Both(string mimeType, string text) =>
        new(new Dictionary<string, string> { [mimeType] = text, ["text/plain"] = text });
}
