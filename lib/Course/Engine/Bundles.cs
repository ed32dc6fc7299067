using Course.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>Formats a value as every MIME type that its type prefers, and always as plain text.</summary>
internal static class Bundles
{
    private const string Plain = "text/plain";

    internal static MimeBundle Of(object value)
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in Formatter.GetPreferredMimeTypesFor(value.GetType()).Append(Plain).Distinct())
        {
            forms[type] = Formatter.ToDisplayString(value, type);
        }

        return new MimeBundle(forms);
    }
}
