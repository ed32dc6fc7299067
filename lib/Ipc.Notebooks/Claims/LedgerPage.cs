using System.Text;
using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>The examined ledger: all verdicts at a glance, how they compare with what is expected, and the table.</summary>
internal static class LedgerPage
{
    /// <summary>The ledger as HTML.</summary>
    public static string Html(ExaminedLedger ledger)
    {
        var html = new StringBuilder("<figure class=\"ipc-glance\"><figcaption>").Append(Escape(Compared(ledger)))
            .Append($"<br><span class=\"ipc-host\">{Escape(ledger.Conditions.ToString())}</span></figcaption><ul>");
        foreach (var chapter in ledger.Findings.GroupBy(finding => finding.Claim.Chapter))
        {
            html.Append($"<li><span class=\"ipc-glance-chapter\">{Escape(FindingLedger.ChapterName(chapter.Key))}</span> ");
            html.AppendJoin(' ', chapter.Select(Mark)).Append("</li>");
        }

        return html.Append("</ul></figure>").Append(FindingLedger.Html(ledger.Findings, ledger.Expectations)).ToString();
    }

    /// <summary>The ledger as text.</summary>
    public static string Text(ExaminedLedger ledger) => $"{Compared(ledger)}\n{ledger.Conditions}\n{FindingLedger.Text(ledger.Findings, ledger.Expectations)}";

    private static string Mark(Finding finding)
    {
        var mark = VerdictMark.Of(finding.Verdict);
        return $"<span class=\"ipc-glance-claim\">{FindingLedger.Link(finding.Claim)} <span class=\"ipc-verdict {mark.Class}\" role=\"img\" aria-label=\"{mark.Word}\">{mark.Shape}</span></span>";
    }

    private static string Compared(ExaminedLedger ledger) =>
        ledger.Differences is { Count: > 0 } differ
            ? $"Not as data/claims.json expects under these conditions: {string.Join(", ", differ.Select(finding => finding.Claim.Id))}."
            : "Every verdict is the one that data/claims.json expects under these conditions.";

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
