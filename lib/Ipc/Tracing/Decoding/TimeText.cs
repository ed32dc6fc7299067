using System.Globalization;

namespace Ipc.Tracing.Decoding;

/// <summary>time.h: the structures that hold times and intervals.</summary>
internal static class TimeText
{
    /// <summary>struct timespec.</summary>
    internal static Structure Nanoseconds { get; } = new(Field.Long("tv_sec"), Field.UnsignedLong("tv_nsec"));

    /// <summary>struct timeval.</summary>
    internal static Structure Microseconds { get; } = new(Field.Long("tv_sec"), Field.UnsignedLong("tv_usec"));

    /// <summary>struct itimerspec.</summary>
    internal static Structure Timer { get; } = new(Field.Of("it_interval", Nanoseconds), Field.Of("it_value", Nanoseconds));

    /// <summary>struct itimerval.</summary>
    internal static Structure OldTimer { get; } = new(Field.Of("it_interval", Microseconds), Field.Of("it_value", Microseconds));

    /// <summary>CPU time in clock ticks, a hundredth of a second each.</summary>
    internal static string Ticks(CallContext call, long word)
    {
        const int TicksPerSecond = 100; // USER_HZ
        return word == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{word} /* {(double)word / TicksPerSecond:F2} s */");
    }

    /// <summary>A time since 1970 as a date: 2026-11-26T12:14:31+0000, with the nanoseconds where there are any.</summary>
    internal static string Date(long seconds, long nanoseconds = 0)
    {
        const long First = -62135596800, Last = 253402300799; // the years 1 and 9999
        var date = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, First, Last));
        var local = seconds is > First + 86400 and < Last - 86400 ? date.ToLocalTime() : date;
        var zone = local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        var fraction = nanoseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{nanoseconds:D9}");
        return local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + fraction + zone;
    }
}
