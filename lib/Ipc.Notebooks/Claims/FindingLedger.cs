using System.Text;
using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>Several examined claims as one table, a group of rows for each chapter.</summary>
internal static class FindingLedger
{
    /// <summary>The ledger as HTML.</summary>
    /// <param name="findings">The findings, those of a chapter beside each other.</param>
    /// <param name="expectations">What is expected of them, or <c>null</c> where that is not asked.</param>
    public static string Html(IReadOnlyList<Finding> findings, Expectations? expectations = null)
    {
        var html = new StringBuilder("<div class=\"ipc-scroll\" style=\"overflow-x:auto\"><table class=\"ipc-table ipc-ledger\">");
        html.Append($"<caption>{Tally(findings)}</caption><thead><tr>");
        foreach (var head in (string[])["claim", "verdict", "what is claimed, and what was seen"])
            html.Append($"<th scope=\"col\" style=\"text-align:left\">{head}</th>");
        html.Append("</tr></thead>");
        foreach (var chapter in findings.GroupBy(finding => finding.Claim.Chapter))
        {
            html.Append($"<tbody><tr><th scope=\"rowgroup\" colspan=\"3\" style=\"text-align:left\"><a href=\"{Escape(chapter.Key)}.ipynb\">{Escape(ChapterName(chapter.Key))}</a></th></tr>");
            foreach (var finding in chapter)
                html.Append(Row(finding, expectations));
            html.Append("</tbody>");
        }

        return html.Append("</table></div>").ToString();
    }

    /// <summary>The ledger as text.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="expectations">What is expected of them, or <c>null</c> where that is not asked.</param>
    public static string Text(IReadOnlyList<Finding> findings, Expectations? expectations = null) =>
        TextTable.Write(new TableModel(Tally(findings), ["claim", "statement", "verdict", "condition", "seen", "man page"], [.. findings.Select(finding => (IReadOnlyList<Cell>)
        [
            new Cell(finding.Claim.Id),
            new Cell(finding.Claim.Statement.En),
            new Cell(VerdictMark.Of(finding.Verdict).Word + (Surprise(finding, expectations) is { Length: > 0 } surprise ? $", {surprise}" : "")),
            new Cell(FindingCard.HasCondition(finding) ? finding.Decision.Condition : "–"),
            new Cell(finding.Decision.Summary),
            new Cell(finding.Claim.ManPage),
        ])]));

    /// <summary>A chapter's number and words: "01-processes" is "01 processes".</summary>
    public static string ChapterName(string chapter) => chapter.Replace('-', ' ');

    /// <summary>A link to the claim's card in its chapter, with its id as the text.</summary>
    public static string Link(Claim claim) => $"<a href=\"{Escape(claim.Cell)}\">{Escape(claim.Id)}</a>";

    private static string Row(Finding finding, Expectations? expectations)
    {
        var claim = finding.Claim;
        var surprise = Surprise(finding, expectations) is { Length: > 0 } words ? $"<br><strong class=\"ipc-error\">{Escape(words)}</strong>" : "";
        var condition = FindingCard.HasCondition(finding) ? $"<br><span class=\"ipc-muted\">{Escape(finding.Decision.Condition)}</span>" : "";
        return $"""
            <tr><th scope="row" style="text-align:left">{Link(claim)}</th>
            <td>{VerdictMark.Of(finding.Verdict).ToHtml()}{condition}{surprise}</td>
            <td class="ipc-words">{Escape(claim.Statement.En)}<br><span class="ipc-statement-zh" lang="zh">{Escape(claim.Statement.Zh)}</span><br><span class="ipc-seen"><b>Seen:</b> {Escape(finding.Decision.Summary)}</span> <span class="ipc-muted">{ManPage.Link(claim.ManPage)}</span></td></tr>
            """;
    }

    private static string Surprise(Finding finding, Expectations? expectations) =>
        expectations?.Differs(finding) != true ? ""
        : expectations.For(finding) is { } expected ? $"{VerdictMark.Of(expected).Word} was expected"
        : "nothing is known of this condition";

    private static string Tally(IReadOnlyList<Finding> findings) =>
        $"{findings.Count} {(findings.Count == 1 ? "claim" : "claims")}: " + string.Join(", ", findings
            .GroupBy(finding => finding.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {VerdictMark.Of(group.Key).Word}"));

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
