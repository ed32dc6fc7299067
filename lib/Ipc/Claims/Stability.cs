namespace Ipc.Claims;

/// <summary>How often a claim got a verdict when it was examined again and again.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Condition">The condition that it was given under.</param>
/// <param name="Quiet">In how many rounds with nothing else running.</param>
/// <param name="Busy">In how many rounds with a thread that runs on each CPU.</param>
public sealed record VerdictCount(string Claim, Verdict Verdict, string Condition, [property: Column("quiet rounds")] int Quiet, [property: Column("rounds with all CPUs busy")] int Busy) : IObservation;

/// <summary>
/// Whether verdicts stay when claims are examined again and again, every other time with all CPUs busy. A verdict goes
/// with its condition: "busy CPUs" is another circumstance than "free CPUs". A round that could not decide contradicts nothing.
/// </summary>
/// <param name="Counts">How often each claim got which verdict.</param>
public sealed record Stability(IReadOnlyList<VerdictCount> Counts)
{
    /// <summary>The ids of the claims that had two verdicts under one condition; empty when all are stable.</summary>
    public IReadOnlyList<string> Unstable =>
    [
        .. Counts.Where(count => count.Verdict != Verdict.NotObserved)
            .GroupBy(count => (count.Claim, count.Condition))
            .Where(same => same.Select(count => count.Verdict).Distinct().Count() > 1)
            .Select(same => same.Key.Claim)
            .Distinct(),
    ];

    /// <summary>Examines one claim again and again.</summary>
    /// <param name="id">The claim's id.</param>
    /// <param name="rounds">How often: 1 or more. Every second round has all CPUs busy.</param>
    /// <returns>How often it got which verdict.</returns>
    /// <exception cref="ArgumentException">There is no such claim.</exception>
    public static IReadOnlyList<VerdictCount> Of(string id, int rounds = 6) => Observe([Ledger.Find(id)], rounds, (_, _) => { }).Counts;

    /// <summary>Examines claims in rounds.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="rounds">How often each is examined: 1 or more. Every second round has all CPUs busy.</param>
    /// <param name="finished">Told of each round at its end: its number, and whether the CPUs were busy.</param>
    /// <param name="cancelled">Ends the examination between two claims.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Stability Observe(IReadOnlyList<Claim> claims, int rounds, Action<int, bool> finished, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(finished);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        var seen = new List<(string Claim, Verdict Verdict, string Condition, bool Busy)>();
        for (var round = 1; round <= rounds; round++)
        {
            var busy = round % 2 == 0;
            using var load = busy ? new BusyCpus() : null;
            foreach (var claim in claims)
            {
                cancelled.ThrowIfCancellationRequested();
                var finding = claim.Examine();
                seen.Add((claim.Id, finding.Verdict, finding.Decision.Condition, busy));
            }

            finished(round, busy);
        }

        return new Stability(
        [
            .. claims.SelectMany(claim => seen.Where(one => one.Claim == claim.Id)
                .GroupBy(one => (one.Verdict, one.Condition))
                .Select(same => new VerdictCount(claim.Id, same.Key.Verdict, same.Key.Condition, same.Count(one => !one.Busy), same.Count(one => one.Busy)))
                .OrderByDescending(count => count.Quiet + count.Busy)),
        ]);
    }
}
