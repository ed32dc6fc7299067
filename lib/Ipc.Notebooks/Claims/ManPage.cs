using System.Text.RegularExpressions;

namespace Ipc.Notebooks;

/// <summary>References to manual pages as links.</summary>
internal static partial class ManPage
{
    /// <summary>"vfork(2)" as a link to that page; text that names no page stays text.</summary>
    public static string Link(string reference) =>
        Reference().Replace(Html.Escape(reference), match =>
            $"<a href=\"https://man7.org/linux/man-pages/man{match.Groups[2].Value[0]}/{match.Groups[1].Value}.{match.Groups[2].Value}.html\">{match.Value}</a>");

    [GeneratedRegex(@"([A-Za-z0-9_.+\-]+)\(([1-8][a-z]*)\)")]
    private static partial Regex Reference();
}
