namespace Ipc.Futexes;

/// <summary>How often a thread slept for a lock that another thread gave back after a certain time.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Hold">How long the other kept it after the thread had said that it would ask.</param>
/// <param name="Acquisitions">How often that was tried.</param>
/// <param name="Sleeps">How many calls to sleep the kernel counted, of futex.</param>
public sealed record SpinBeforeSleep(string Lock, [property: Column(Unit = "µs")] TimeSpan Hold, int Acquisitions, [property: Column("calls to sleep")] int Sleeps) : IObservation
{
    /// <summary>Calls to sleep for each acquisition: near 0 where the lock was got by looking, 1 and more where not.</summary>
    [Column("calls to sleep for each acquisition")]
    public double SleepsPerAcquisition => (double)Sleeps / Acquisitions;

    /// <summary>The times that a lock is kept, from shorter than a futex call to longer than any lock looks.</summary>
    public static IReadOnlyList<TimeSpan> Holds { get; } = [.. new[] { 1.0, 3, 10, 30, 100, 1000 }.Select(TimeSpan.FromMicroseconds)];

    /// <summary>Tries the default and the adaptive mutex of libc, and .NET's <c>lock</c>, <c>Lock</c> and <c>SemaphoreSlim</c>.</summary>
    /// <param name="acquisitions">How often for each time: 1 or more.</param>
    /// <param name="holds">The times; <c>null</c> for <see cref="Holds"/>.</param>
    /// <exception cref="Native.PosixException">Tracing is not allowed here: EPERM.</exception>
    /// <exception cref="DotNet.MissingSdkException">This machine has no compiler for the .NET program.</exception>
    public static IReadOnlyList<SpinBeforeSleep> ObserveAll(int acquisitions = 100, IReadOnlyList<TimeSpan>? holds = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(acquisitions, 1);
        var locks = MeasuredLock.Libc.Take(2).Concat(MeasuredLock.DotNet.Take(3)).ToList();
        return [.. MeasuredLock.Use(locks, contended: true, acquisitions, holds ?? Holds).Select(use => new SpinBeforeSleep(use.Lock, use.Hold, acquisitions, use.Futexes.Count(MeasuredLock.IsWait)))];
    }
}
