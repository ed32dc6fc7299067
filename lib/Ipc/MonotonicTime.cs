using System.Globalization;

namespace Ipc;

/// <summary>A moment on CLOCK_MONOTONIC, which all processes of one machine share. Step and cost are those of clock_gettime(2).</summary>
/// <param name="Nanoseconds">Nanoseconds since an unspecified start, usually boot.</param>
public readonly record struct MonotonicTime(long Nanoseconds) : IComparable<MonotonicTime>
{
    /// <summary>The present moment.</summary>
    public static MonotonicTime Now => new(System.Diagnostics.Stopwatch.GetTimestamp() * (1_000_000_000 / System.Diagnostics.Stopwatch.Frequency));

    /// <summary>The time from <paramref name="earlier"/> to <paramref name="later"/>, in steps of 100 ns.</summary>
    /// <param name="later">The later moment.</param>
    /// <param name="earlier">The earlier moment.</param>
    public static TimeSpan operator -(MonotonicTime later, MonotonicTime earlier) =>
        TimeSpan.FromTicks((later.Nanoseconds - earlier.Nanoseconds) / TimeSpan.NanosecondsPerTick);

    /// <summary>Whether one moment comes before another.</summary>
    /// <param name="left">A moment.</param>
    /// <param name="right">Another.</param>
    public static bool operator <(MonotonicTime left, MonotonicTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether one moment comes after another.</summary>
    /// <param name="left">A moment.</param>
    /// <param name="right">Another.</param>
    public static bool operator >(MonotonicTime left, MonotonicTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether one moment does not come after another.</summary>
    /// <param name="left">A moment.</param>
    /// <param name="right">Another.</param>
    public static bool operator <=(MonotonicTime left, MonotonicTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether one moment does not come before another.</summary>
    /// <param name="left">A moment.</param>
    /// <param name="right">Another.</param>
    public static bool operator >=(MonotonicTime left, MonotonicTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(MonotonicTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public override string ToString() => (Nanoseconds / 1e9).ToString("F6", CultureInfo.InvariantCulture) + " s";
}
