namespace Ipc.Futexes;

/// <summary>What a lock asked of the kernel while one thread took it and gave it back again and again, and nobody else wanted it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Acquisitions">How often it was taken and given back.</param>
/// <param name="FutexCalls">How many futex calls the kernel counted meanwhile.</param>
public sealed record UncontendedLock(string Lock, int Acquisitions, [property: Column("futex calls")] int FutexCalls) : IObservation
{
    /// <summary>Counts for each lock of libc and of .NET, with a filter in the kernel that reports futex calls and lets all others pass.</summary>
    /// <param name="acquisitions">How often each is taken: 1 or more.</param>
    /// <exception cref="Native.PosixException">Tracing is not allowed here: EPERM.</exception>
    /// <exception cref="DotNet.MissingSdkException">This machine has no compiler for the .NET program.</exception>
    public static IReadOnlyList<UncontendedLock> ObserveAll(int acquisitions = 1_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(acquisitions, 1);
        return [.. MeasuredLock.Use(MeasuredLock.All, contended: false, acquisitions, TimeSpan.Zero).Select(use => new UncontendedLock(use.Lock, acquisitions, use.Futexes.Count))];
    }
}
