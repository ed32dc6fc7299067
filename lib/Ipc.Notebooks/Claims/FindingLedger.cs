using System.Text;
using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>Several examined claims as one table.</summary>
internal static class FindingLedger
{
    /// <summary>The ledger as HTML.</summary>
    public static string Html(IReadOnlyList<Finding> findings)
    {
        var html = new StringBuilder("<div class=\"ipc-scroll\" style=\"overflow-x:auto\"><table class=\"ipc-table ipc-ledger\">");
        html.Append($"<caption>{Tally(findings)}</caption><thead><tr>");
        foreach (var head in Heads)
            html.Append($"<th scope=\"col\" style=\"text-align:left\">{head}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var finding in findings)
        {
            html.Append($"<tr><th scope=\"row\" style=\"text-align:left\">{Escape(finding.Claim.Id)}</th>");
            html.Append($"<td>{Escape(finding.Claim.Statement.En)}</td><td>{VerdictMark.Of(finding.Verdict).ToHtml()}</td>");
            html.Append($"<td>{Escape(Condition(finding))}</td><td>{Escape(finding.Decision.Summary)}</td></tr>");
        }

        return html.Append("</tbody></table></div>").ToString();
    }

    /// <summary>The ledger as text.</summary>
    public static string Text(IReadOnlyList<Finding> findings) =>
        TextTable.Write(new TableModel(Tally(findings), Heads, [.. findings.Select(finding => (IReadOnlyList<Cell>)
        [
            new Cell(finding.Claim.Id), new Cell(finding.Claim.Statement.En), new Cell(VerdictMark.Of(finding.Verdict).Word),
            new Cell(Condition(finding)), new Cell(finding.Decision.Summary),
        ])]));

    private static IReadOnlyList<string> Heads { get; } = ["claim", "statement", "verdict", "condition", "seen"];

    private static string Condition(Finding finding) => FindingCard.HasCondition(finding) ? finding.Decision.Condition : "–";

    private static string Tally(IReadOnlyList<Finding> findings) =>
        $"{findings.Count} {(findings.Count == 1 ? "claim" : "claims")}: " + string.Join(", ", findings
            .GroupBy(finding => finding.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {VerdictMark.Of(group.Key).Word}"));

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
