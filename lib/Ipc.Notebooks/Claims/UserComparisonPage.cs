using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>What changes with the user: a sentence, and a row for each claim that has another verdict or condition.</summary>
internal static class UserComparisonPage
{
    /// <summary>The comparison as HTML.</summary>
    public static string Html(UserComparison comparison) =>
        $"<p>{Notebooks.Html.Escape(comparison.Summary)}</p>{(comparison.Differences.Count > 0 ? HtmlTable.Write(Table(comparison)) : "")}";

    /// <summary>The comparison as text.</summary>
    public static string Text(UserComparison comparison) =>
        comparison.Differences.Count > 0 ? $"{comparison.Summary}\n{TextTable.Write(Table(comparison))}" : comparison.Summary;

    private static TableModel Table(UserComparison comparison) => TableReader.List([.. comparison.Differences], "what changes with the user", typeof(UserFinding));
}
