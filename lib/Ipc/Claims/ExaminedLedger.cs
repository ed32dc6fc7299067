namespace Ipc.Claims;

/// <summary>Claims that one run examined, beside what is expected of them.</summary>
/// <param name="Findings">The findings, in the order of the chapters.</param>
/// <param name="Expectations">What data/claims.json expects under each condition.</param>
/// <param name="Conditions">What of this machine and this run the verdicts can depend on.</param>
public sealed record ExaminedLedger(IReadOnlyList<Finding> Findings, Expectations Expectations, LedgerConditions Conditions)
{
    /// <summary>The findings whose verdict is not the one expected under their condition; empty where all is as expected.</summary>
    public IReadOnlyList<Finding> Differences => [.. Findings.Where(Expectations.Differs)];

    /// <summary>The findings with one verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public IReadOnlyList<Finding> With(Verdict verdict) => [.. Findings.Where(finding => finding.Verdict == verdict)];

    /// <summary>The findings of some claims.</summary>
    /// <param name="claims">Which.</param>
    public IReadOnlyList<Finding> With(Func<Claim, bool> claims) => [.. Findings.Where(finding => claims(finding.Claim))];

    /// <summary>These findings, and those of other claims that the same run examined after them.</summary>
    /// <param name="more">The others.</param>
    public ExaminedLedger And(ExaminedLedger more)
    {
        ArgumentNullException.ThrowIfNull(more);
        return this with { Findings = [.. Findings, .. more.Findings] };
    }

    /// <summary>How many claims have a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(Verdict verdict) => Findings.Count(finding => finding.Verdict == verdict);

    /// <summary>What the notes got right, wrong and half right, as far as this run can tell.</summary>
    public NotesReview Notes => NotesReview.Of(Findings);

    /// <summary>The conditions that verdicts are known to depend on from machine to machine, with the verdict under each.</summary>
    public IReadOnlyList<KnownCondition> KnownConditions =>
    [
        .. from finding in Findings
           let known = Expectations.Of(finding.Claim.Id)
           where known.Count > 1
           from one in known
           select new KnownCondition(finding.Claim.Id, one.Condition, one.Verdict, one.Condition == finding.Decision.Condition),
    ];

    /// <summary>The counts in a sentence.</summary>
    public string Summary =>
        $"{Count(Verdict.Holds)} hold, {Count(Verdict.Fails)} fail, {Count(Verdict.Depends)} depend, {Count(Verdict.NotObserved)} not observed; "
        + $"{Differences.Count} differ from data/claims.json";

    /// <inheritdoc/>
    public override string ToString() => $"{Summary} ({Conditions})";
}
