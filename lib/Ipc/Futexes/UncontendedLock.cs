namespace Ipc.Futexes;

/// <summary>What a lock asked of the kernel while one thread took it and gave it back again and again, and nobody else wanted it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Acquisitions">How often it was taken and given back.</param>
/// <param name="FutexCalls">How many futex calls the kernel counted meanwhile; where there were some, the fewest of several tries.</param>
public sealed record UncontendedLock(string Lock, [property: Column(IsCount = true)] int Acquisitions, [property: Column("futex calls", IsCount = true)] int FutexCalls) : IObservation
{
    private const int MostTries = 5;

    /// <summary>Counts for each lock of libc and of .NET, with a filter in the kernel that reports futex calls and lets all others pass.</summary>
    /// <param name="acquisitions">How often each is taken: 1 or more.</param>
    /// <exception cref="Native.PosixException">Tracing is not allowed here: EPERM.</exception>
    /// <exception cref="DotNet.MissingSdkException">This machine has no compiler for the .NET program.</exception>
    public static IReadOnlyList<UncontendedLock> ObserveAll(int acquisitions = 1_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(acquisitions, 1);
        var seen = Observe(MeasuredLock.All, acquisitions);

        // On a busy machine threads of the .NET runtime that have not come to rest make a call of their own now and then. A lock that needs the kernel does so each time.
        for (var attempt = 2; attempt <= MostTries && seen.Any(one => one.FutexCalls > 0); attempt++)
        {
            var again = Observe([.. MeasuredLock.All.Where(measured => seen.Any(one => one.Lock == measured.Name && one.FutexCalls > 0))], acquisitions);
            seen = [.. seen.Select(one => again.FirstOrDefault(other => other.Lock == one.Lock && other.FutexCalls < one.FutexCalls) ?? one)];
        }

        return seen;
    }

    private static IReadOnlyList<UncontendedLock> Observe(IReadOnlyList<MeasuredLock> locks, int acquisitions) =>
        [.. MeasuredLock.Use(locks, contended: false, acquisitions, TimeSpan.Zero).Select(use => new UncontendedLock(use.Lock, acquisitions, use.Futexes.Count))];
}
