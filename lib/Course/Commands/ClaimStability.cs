using Ipc.Claims;

namespace Course.Commands;

/// <summary><c>course claims --repeat</c>: examines claims again and again, every other time with all CPUs busy, and says which verdicts each had.</summary>
internal static class ClaimStability
{
    /// <returns>0 when each claim had one verdict under each condition, not counting the rounds in which it was not observed; otherwise 1.</returns>
    internal static int Examine(IReadOnlyList<Claim> claims, int rounds, CancellationToken cancelled)
    {
        var stability = Stability.Observe(
            claims,
            rounds,
            (round, busy) => Console.WriteLine($"round {round} of {rounds}{(busy ? ", with all CPUs busy" : "")}: {claims.Count} claims examined"),
            cancelled);
        foreach (var claim in claims)
        {
            var counts = stability.Counts.Where(count => count.Claim == claim.Id).Select(count => $"{count.Quiet + count.Busy} × {count.Verdict}{(count.Condition == "any" ? "" : $" ({count.Condition})")}");
            Console.WriteLine($"{claim.Id,-4}{string.Join(", ", counts)}{(stability.Unstable.Contains(claim.Id) ? "  NOT STABLE" : "")}");
        }

        Console.WriteLine($"{claims.Count - stability.Unstable.Count} of {claims.Count} claims had one verdict in {rounds} rounds");
        return stability.Unstable.Count == 0 ? 0 : 1;
    }
}
