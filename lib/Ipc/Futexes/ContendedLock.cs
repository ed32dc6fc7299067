namespace Ipc.Futexes;

/// <summary>What a lock asked of the kernel while one thread had it for long and another wanted it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Acquisitions">How often a thread asked for the lock while another had it.</param>
/// <param name="Sleeps">The futex operations by which it fell asleep, with how often each was called.</param>
/// <param name="Others">The other futex operations, with how often each was called.</param>
public sealed record ContendedLock(
    string Lock,
    int Acquisitions,
    [property: Column("sleeps by")] string Sleeps,
    [property: Column("other futex calls")] string Others) : IObservation
{
    private const int MostTries = 4;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(15);

    /// <summary>The names of the operations by which it fell asleep; empty where it never did.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Lets two threads want each lock of libc and of .NET. The first keeps it for many times as long as any lock spins.</summary>
    /// <param name="acquisitions">How often each is wanted while it is held: 1 or more.</param>
    /// <exception cref="Native.PosixException">Tracing is not allowed here: EPERM.</exception>
    /// <exception cref="DotNet.MissingSdkException">This machine has no compiler for the .NET program.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
    public static IReadOnlyList<ContendedLock> ObserveAll(int acquisitions = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(acquisitions, 1);
        var seen = Observe(MeasuredLock.All, acquisitions, Long);

        // On a busy machine the second thread may come to ask only when the lock is free again, and each time that it yields lasts long; then the lock is held for longer.
        var hold = Long;
        for (var attempt = 2; attempt <= MostTries && seen.Any(one => one.Operations.Count == 0); attempt++)
        {
            hold *= 4;
            var again = Observe([.. MeasuredLock.All.Where(measured => seen.Any(one => one.Lock == measured.Name && one.Operations.Count == 0))], acquisitions, hold);
            seen = [.. seen.Select(one => again.FirstOrDefault(other => other.Lock == one.Lock) ?? one)];
        }

        return seen;
    }

    private static IReadOnlyList<ContendedLock> Observe(IReadOnlyList<MeasuredLock> locks, int acquisitions, TimeSpan hold) =>
    [
        .. MeasuredLock.Use(locks, contended: true, acquisitions, hold).Select(use =>
        {
            var sleeps = use.Futexes.Where(MeasuredLock.IsWait).Select(MeasuredLock.Operation).ToList();
            return new ContendedLock(use.Lock, acquisitions, Counted(sleeps), Counted(use.Futexes.Where(call => !MeasuredLock.IsWait(call)).Select(MeasuredLock.Operation)))
            {
                Operations = [.. sleeps.Distinct().Order(StringComparer.Ordinal)],
            };
        }),
    ];

    private static string Counted(IEnumerable<string> operations) =>
        string.Join(", ", operations.CountBy(operation => operation).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} × {count.Key}"));
}
