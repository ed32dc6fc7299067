using Microsoft.CodeAnalysis.QuickInfo;

namespace Course.Assistance;

/// <summary>Roslyn's quick info as Markdown: the declaration as code, then what the documentation says.</summary>
internal static class QuickInfoText
{
    internal static string Of(QuickInfoItem info) => string.Join("\n\n", info.Sections
        .Where(section => !string.IsNullOrWhiteSpace(section.Text))
        .Select(section => section.Kind == QuickInfoSectionKinds.Description ? $"```csharp\n{section.Text}\n```" : section.Text.Trim().Replace("\n", "  \n", StringComparison.Ordinal)));
}
