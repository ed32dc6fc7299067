using Ipc.Claims;

namespace Ipc.Tests.Claims;

public sealed class LedgerTests
{
    private static readonly Expectations Expected = Expectations.Read(Path.Combine(AppContext.BaseDirectory, "data", "claims.json"));

    public static TheoryData<string> Ids => [.. Ledger.All.Select(claim => claim.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_verdict_is_the_expected_one(string id)
    {
        var finding = Examined.Once(id);
        Assert.SkipWhen(finding.Verdict == Verdict.NotObserved, finding.Decision.Summary);
        Assert.False(Expected.Differs(finding), $"{finding.Verdict} under the condition \"{finding.Decision.Condition}\": {finding.Decision.Summary}");
        Assert.NotNull(finding.Decision.Evidence);
    }

    [Fact]
    public void Every_claim_has_an_expected_verdict_and_nothing_else_has() =>
        Assert.Equal(Ledger.All.Select(claim => claim.Id).Order(StringComparer.Ordinal), Expected.Ids.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_claim_is_stated_in_two_languages_and_names_a_man_page() =>
        Assert.All(Ledger.All, claim =>
        {
            Assert.EndsWith(".", claim.Statement.En, StringComparison.Ordinal);
            Assert.EndsWith("。", claim.Statement.Zh, StringComparison.Ordinal);
            Assert.Matches(@"^[\w.+-]+\([1-8]\)$", claim.ManPage);
            Assert.Matches(@"^\d\d-[a-z-]+$", claim.Chapter);
        });

    [Fact]
    public void Ids_are_unique_whatever_their_case() =>
        Assert.Distinct(Ledger.All.Select(claim => claim.Id), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void An_unknown_claim_is_told_with_those_that_there_are()
    {
        var unknown = Assert.Throws<ArgumentException>(() => Ledger.Examine("X9"));
        Assert.Contains("P6", unknown.Message, StringComparison.Ordinal);
    }
}
