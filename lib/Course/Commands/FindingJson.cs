using System.Text.Json;
using Ipc.Claims;

namespace Course.Commands;

/// <summary>Findings as JSON.</summary>
internal static class FindingJson
{
    internal static string Of(ExaminedLedger ledger) => JsonSerializer.Serialize(
        ledger.Findings.Select(finding => new Entry(
            finding.Claim.Id,
            finding.Claim.Chapter,
            $"notebooks/{finding.Claim.Cell}",
            finding.Claim.FromNotes,
            finding.Claim.Statement,
            finding.Verdict,
            finding.Decision.Condition,
            ledger.Expectations.For(finding),
            ledger.Expectations.Differs(finding),
            new Evidence(finding.Decision.Summary, finding.Decision.Evidence),
            finding.Claim.ManPage,
            ledger.Conditions,
            Math.Round(finding.Elapsed.TotalMilliseconds, 3))),
        ObservationJson.Options);

    private sealed record Entry(string Id, string Chapter, string Cell, bool FromNotes, Statement Statement, Verdict Verdict, string Condition, Verdict? Expected, bool Differs, Evidence Evidence, string ManPage, LedgerConditions Conditions, double Milliseconds);

    private sealed record Evidence(string Summary, object? Observed);
}
