using System.Diagnostics.CodeAnalysis;

namespace Course.Notebooks;

/// <summary>One value in several forms, by MIME type. A JSON type holds its JSON text.</summary>
internal sealed class MimeBundle(IReadOnlyDictionary<string, string> forms)
{
    public IReadOnlyDictionary<string, string> Forms => forms;

    public string? this[string mimeType] => forms.GetValueOrDefault(mimeType);

    public static MimeBundle Of(string mimeType, string text) => new(new Dictionary<string, string> { [mimeType] = text });

    public bool TryGet(string mimeType, [NotNullWhen(true)] out string? text) => forms.TryGetValue(mimeType, out text);

    /// <summary>Whether nbformat and the Jupyter protocol carry this type as a JSON value, not as text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
