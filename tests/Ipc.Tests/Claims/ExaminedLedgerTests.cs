using Ipc.Claims;

namespace Ipc.Tests.Claims;

public sealed class ExaminedLedgerTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void An_experiment_that_was_not_done_in_time_gives_no_verdict_and_says_why()
    {
        var says = new Statement("It is so.", "是这样。");

        var late = new Claim("T1", "00-test", says, "test(1)", () => throw new TimeoutException("the child never slept")).Examine();
        var wrong = new Claim("T2", "00-test", says, "test(1)", () => throw new InvalidOperationException("a mistake"));

        Assert.Equal(Verdict.NotObserved, late.Verdict);
        Assert.Contains("the child never slept", late.Decision.Summary, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => wrong.Examine());
    }

    [Fact]
    public void Claims_are_examined_in_their_order_and_each_is_told_at_once()
    {
        var told = new List<string>();
        var ledger = Ledger.Examine([Claim("T1", Verdict.Holds), Claim("T2", Verdict.Fails)], Expected(), finding => told.Add(finding.Claim.Id), cancelled: TestContext.Current.CancellationToken);
        Assert.Equal(["T1", "T2"], told);
        Assert.Equal((1, 1, 0, 0), (ledger.Count(Verdict.Holds), ledger.Count(Verdict.Fails), ledger.Count(Verdict.Depends), ledger.Count(Verdict.NotObserved)));
        Assert.Equal("T2", Assert.Single(ledger.Differences).Claim.Id);
        Assert.Equal("1 hold, 1 fail, 0 depend, 0 not observed; 1 differ from data/claims.json", ledger.Summary);
    }

    [Fact]
    public void Two_parts_of_a_run_are_one_ledger_in_their_order()
    {
        ExaminedLedger Part(params Claim[] claims) => Ledger.Examine(claims, Expected(), _ => { }, cancelled: TestContext.Current.CancellationToken);
        var ledger = Part(Claim("T1", Verdict.Holds)).And(Part(Claim("T2", Verdict.Fails), Claim("T3", Verdict.Depends)));
        Assert.Equal(["T1", "T2", "T3"], ledger.Findings.Select(finding => finding.Claim.Id));
        Assert.Equal("T2", Assert.Single(ledger.Differences).Claim.Id);
    }

    [Fact]
    public void An_examination_ends_between_two_claims_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Ledger.Examine([Claim("T1", Verdict.Holds), Claim("T2", Verdict.Holds, () => Assert.Fail("examined after the end"))], Expected(), _ => cancelled.Cancel(), cancelled: cancelled.Token));
    }

    [Fact]
    public void The_conditions_that_a_claim_is_known_under_name_this_runs_own()
    {
        var known = Ledger.Examine([Claim("T1", Verdict.Holds), Claim("T2", Verdict.Holds)], Expected(), _ => { }, cancelled: TestContext.Current.CancellationToken).KnownConditions;
        Assert.Equal([new("T1", "any", Verdict.Holds, true), new("T1", "elsewhere", Verdict.Fails, false)], known);
    }

    [Fact]
    public void The_review_of_the_notes_leaves_out_what_the_course_added()
    {
        var review = Ledger.Examine([Claim("T1", Verdict.Holds), Claim("T2", Verdict.Holds) with { FromNotes = false }, Claim("T3", Verdict.Depends), Claim("T4", Verdict.NotObserved)], Expected(), _ => { }, cancelled: TestContext.Current.CancellationToken).Notes;
        Assert.Equal(["T1"], review.Right.Select(finding => finding.Claim.Id));
        Assert.Equal(["T3"], review.HalfRight.Select(finding => finding.Claim.Id));
        Assert.Equal(["T4"], review.Open.Select(finding => finding.Claim.Id));
        Assert.Equal((2, 0.5), (review.Decided, review.ShareRight));
    }

    [Fact]
    public void A_claim_with_two_verdicts_under_one_condition_is_unstable()
    {
        var round = 0;
        Claim changing = new("T1", "00-test", new Statement("It is so.", "是这样。"), "test(1)", () => new Decision(round++ < 2 ? Verdict.Holds : Verdict.Fails, "any", "", null));
        Claim undecided = new("T2", "00-test", new Statement("It is so.", "是这样。"), "test(1)", () => new Decision(round % 2 == 0 ? Verdict.Holds : Verdict.NotObserved, "any", "", null));
        var rounds = new List<(int, bool)>();
        var stability = Stability.Observe([changing, undecided], 4, (number, busy) => rounds.Add((number, busy)), TestContext.Current.CancellationToken);
        Assert.Equal([(1, false), (2, true), (3, false), (4, true)], rounds);
        Assert.Equal(["T1"], stability.Unstable);
        Assert.Equal([new("T1", Verdict.Holds, "any", 1, 1), new("T1", Verdict.Fails, "any", 1, 1)], stability.Counts.Where(count => count.Claim == "T1"));
    }

    [Fact]
    public void The_claims_that_go_beyond_the_notes_are_marked() =>
        Assert.Equal(
            ["A7", "J5", "J6", "K2", "K3", "L4", "M3", "M4", "M5", "M6", "Q3", "S2", "U2", "Z9"],
            Ledger.All.Where(claim => !claim.FromNotes).Select(claim => claim.Id).Order(StringComparer.Ordinal));

    private static Claim Claim(string id, Verdict verdict, Action? before = null) => new(id, "00-test", new Statement("It is so.", "是这样。"), "test(1)", () =>
    {
        before?.Invoke();
        return new Decision(verdict, "any", "seen", null);
    });

    private Expectations Expected()
    {
        File.WriteAllText(path, """
            [{ "id": "T1", "expected": [{ "condition": "any", "verdict": "Holds" }, { "condition": "elsewhere", "verdict": "Fails" }] },
             { "id": "T2", "expected": [{ "condition": "any", "verdict": "Holds" }] }, { "id": "T3", "expected": [{ "condition": "any", "verdict": "Depends" }] }]
            """);
        return Expectations.Read(path);
    }
}
