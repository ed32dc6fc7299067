using Ipc.Claims;
using Ipc.Native;

namespace Ipc.Tests.Claims;

public sealed class UserComparisonTests
{
    private static IReadOnlyList<Finding> Found(params string[] ids) => [.. ids.Select(Ledger.Examine)];

    [Fact]
    public void An_ordinary_user_examines_the_same_claims()
    {
        Assert.SkipUnless(Unistd.EffectiveUser() == 0, "only root can become somebody else; the other test shows what is said instead");
        var found = Found("Z4", "K1", "P8");
        var comparison = UserComparison.Observe(found);
        Assert.True(comparison.NotObserved is null, comparison.NotObserved);
        Assert.Equal(found.Select(finding => (finding.Claim.Id, finding.Verdict)), comparison.Findings.Select(finding => (finding.Claim, finding.AsRoot)));
        // Z4's summary names the user that the dead child had run as: the examining user itself, where that is not root.
        Assert.Contains($"user {comparison.User},", comparison.Findings[0].UserSummary, StringComparison.Ordinal);
        Assert.Equal(comparison.Differences.Count, comparison.Findings.Count(finding => finding.AsRoot != finding.AsUser || finding.RootCondition != finding.UserCondition));
    }

    [Fact]
    public void A_claim_that_depends_on_the_user_is_a_difference()
    {
        UserFinding same = new("T1", Verdict.Holds, "any", Verdict.Holds, "any", ""), verdict = new("T2", Verdict.Holds, "any", Verdict.NotObserved, "any", "EPERM"), condition = new("T3", Verdict.Holds, "root", Verdict.Holds, "ordinary user", "");
        var comparison = new UserComparison([same, verdict, condition], 60_000);
        Assert.Equal([verdict, condition], comparison.Differences);
        Assert.StartsWith("1 of 3 claims have the same verdict", comparison.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_not_root_is_told_why_nothing_is_compared()
    {
        Assert.SkipWhen(Unistd.EffectiveUser() == 0, "root can compare");
        var comparison = UserComparison.Observe(Found("P8"));
        Assert.Empty(comparison.Findings);
        Assert.Contains("run it as root", comparison.Summary, StringComparison.Ordinal);
    }
}
