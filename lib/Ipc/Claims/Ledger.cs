using System.Globalization;

namespace Ipc.Claims;

/// <summary>Every claim of the course, in the order of its chapters.</summary>
public static class Ledger
{
    /// <summary>All claims. A mechanism's folder adds its own lists here, in one line each.</summary>
    public static IReadOnlyList<Claim> All { get; } =
    [
        .. ((IEnumerable<Claim>)[
            .. Processes.CreationClaims.All,
            .. Processes.ProcessClaims.All,
            .. Futexes.FutexClaims.All,
            .. Zombies.ZombieClaims.All,
            .. Sessions.SessionClaims.All,
            .. Pipes.PipeClaims.All,
            .. Pipes.PipeTraceClaims.All,
            .. MemoryMaps.MemoryMapClaims.All,
            .. Signals.SignalClaims.All,
            .. SharedMemory.SharedMemoryClaims.All,
            .. MessageQueues.MessageQueueClaims.All,
            .. FileLocks.FileLockClaims.All,
            .. Fifos.FifoClaims.All,
            .. Measurement.BenchmarkClaims.All,
            .. Sockets.SocketClaims.All,
            .. Robustness.MechanismClaims.All,
        ]).OrderBy(claim => claim.Chapter, StringComparer.Ordinal).ThenBy(claim => int.Parse(claim.Id[1..], CultureInfo.InvariantCulture)),
    ];

    /// <summary>Runs the experiment of one claim now.</summary>
    /// <param name="id">The claim's id, such as "P6".</param>
    /// <returns>The finding of this run.</returns>
    /// <exception cref="ArgumentException">There is no such claim; the message lists those that there are.</exception>
    public static Finding Examine(string id) => Find(id).Examine();

    /// <summary>Runs the experiments of some claims now, one after the other.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="expectations">What is expected of them.</param>
    /// <param name="examined">Told of each finding as soon as it is there.</param>
    /// <param name="progress">Told of each claim before it is examined, and of the end.</param>
    /// <param name="cancelled">Ends the examination between two claims.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ExaminedLedger Examine(
        IEnumerable<Claim> claims,
        Expectations expectations,
        Action<Finding> examined,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(examined);
        List<Claim> all = [.. claims];
        var findings = new List<Finding>();
        foreach (var claim in all)
        {
            cancelled.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress(findings.Count, all.Count, claim.Id));
            findings.Add(claim.Examine());
            examined(findings[^1]);
        }

        progress?.Report(new WorkProgress(all.Count, all.Count, ""));
        return new ExaminedLedger(findings, expectations, LedgerConditions.Current());
    }

    /// <summary>The claim with an id.</summary>
    /// <param name="id">The claim's id; upper and lower case are the same.</param>
    /// <exception cref="ArgumentException">There is no such claim.</exception>
    public static Claim Find(string id) =>
        All.FirstOrDefault(claim => claim.Is(id))
        ?? throw new ArgumentException($"no claim is called \"{id}\"; there are {string.Join(", ", All.Select(claim => claim.Id))}", nameof(id));
}
