using System.Globalization;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>Tells a process from another one that has, or had, the same id.</summary>
internal static class ProcessStart
{
    private const long TicksPerSecond = 100; // USER_HZ, the unit of /proc on every Linux architecture
    private const long NanosecondsPerTick = 1_000_000_000 / TicksPerSecond;

    /// <summary>Whether a process with this id lives and was made between two moments, as far as the ticks of /proc tell.</summary>
    /// <param name="pid">The id.</param>
    /// <param name="from">The earliest moment.</param>
    /// <param name="to">The latest: when it ran already.</param>
    internal static bool IsBetween(int pid, MonotonicTime from, MonotonicTime to)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var started = (long.Parse(fields[19], CultureInfo.InvariantCulture) * NanosecondsPerTick) - Suspended();
            return started >= from.Nanoseconds - (2 * NanosecondsPerTick) && started <= to.Nanoseconds + NanosecondsPerTick;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone: nothing to kill
        }
    }

    /// <summary>How long this machine was suspended since it booted: /proc counts that time, CLOCK_MONOTONIC does not.</summary>
    private static long Suspended() => Clocks.SinceBoot() - MonotonicTime.Now.Nanoseconds;
}
