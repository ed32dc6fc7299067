using Course.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>Formats a value as every MIME type that its type prefers, and always as plain text.</summary>
internal static class Bundles
{
    private const string Plain = "text/plain";

    internal static MimeBundle Of(object? value) => Of(Format(value, MimeTypesOf(value)));

    internal static MimeBundle Of(IEnumerable<FormattedValue> forms)
    {
        var bundle = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var form in forms)
        {
            bundle[form.MimeType] = form.Value;
        }

        return new MimeBundle(bundle);
    }

    internal static IReadOnlyList<string> MimeTypesOf(object? value) =>
        [.. Formatter.GetPreferredMimeTypesFor(value?.GetType()).Append(Plain).Distinct()];

    internal static IReadOnlyList<FormattedValue> Format(object? value, IReadOnlyList<string> mimeTypes) =>
        [.. mimeTypes.Select(type => new FormattedValue(type, value.ToDisplayString(type)))];
}
