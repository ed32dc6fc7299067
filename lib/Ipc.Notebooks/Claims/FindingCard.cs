using System.Text;
using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>One examined claim as a card: the sentence, the verdict, and the evidence folded beneath.</summary>
internal static class FindingCard
{
    /// <summary>The card as HTML.</summary>
    public static string Html(Finding finding)
    {
        var claim = finding.Claim;
        var mark = VerdictMark.Of(finding.Verdict);
        var html = new StringBuilder();
        html.Append($"<div class=\"ipc-claim {mark.Class}\" id=\"{Escape(claim.Anchor)}\" role=\"group\" aria-label=\"Claim {Escape(claim.Id)}: {mark.Word}\">");
        html.Append($"<p class=\"ipc-claim-head\"><b class=\"ipc-claim-id\">{Escape(claim.Id)}</b> {mark.ToHtml()}");
        if (HasCondition(finding))
            html.Append($" <span class=\"ipc-condition\">on this machine: {Escape(finding.Decision.Condition)}</span>");
        html.Append("</p>");
        html.Append($"<p class=\"ipc-statement\">{Escape(claim.Statement.En)}</p>");
        if (claim.Statement.Zh.Length > 0)
            html.Append($"<p class=\"ipc-statement-zh\" lang=\"zh\">{Escape(claim.Statement.Zh)}</p>");
        html.Append($"<p class=\"ipc-summary\"><b>Seen:</b> {Escape(finding.Decision.Summary)}</p>");
        if (finding.Decision.Evidence is { } evidence)
            html.Append($"<details class=\"ipc-evidence\"><summary>Evidence</summary>{Formatters.ToHtml(evidence)}</details>");
        html.Append($"<p class=\"ipc-claim-foot\">{ManPage.Link(claim.ManPage)} · examined in {DurationUnit.Describe(finding.Elapsed)}</p>");
        return html.Append("</div>").ToString();
    }

    /// <summary>The card as a few lines of text.</summary>
    public static string Text(Finding finding)
    {
        var mark = VerdictMark.Of(finding.Verdict);
        var condition = HasCondition(finding) ? $" ({finding.Decision.Condition})" : "";
        return $"""
            {finding.Claim.Id}  {mark.Shape} {mark.Word}{condition}
            {finding.Claim.Statement.En}
            seen: {finding.Decision.Summary}
            {finding.Claim.ManPage}, {DurationUnit.Describe(finding.Elapsed)}
            """;
    }

    /// <summary>Whether a circumstance of the machine matters to the verdict.</summary>
    public static bool HasCondition(Finding finding) => finding.Decision.Condition is not ("" or "any");

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
