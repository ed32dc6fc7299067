using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>time.h: clocks that the runtime has no name for, to the nanosecond.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/clock_gettime.2.html"/>
internal static partial class Clocks
{
    private const int CLOCK_BOOTTIME = 7;

    /// <summary>The nanoseconds since this machine booted, with those in which it was suspended: what /proc/PID/stat counts by.</summary>
    internal static long SinceBoot() => Nanoseconds(CLOCK_BOOTTIME, "CLOCK_BOOTTIME");

    /// <summary>The CPU time of all threads of a process, in user mode and in the kernel; /proc/PID/stat counts in steps of 10 ms.</summary>
    /// <exception cref="PosixException">ESRCH: there is no such process.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man3/clock_getcpuclockid.3.html"/>
    internal static TimeSpan CpuTimeOf(int pid)
    {
        var error = ClockOf(pid, out var clock);
        return error == 0
            ? TimeSpan.FromTicks(Nanoseconds(clock, $"CPU time of {pid}") / TimeSpan.NanosecondsPerTick)
            : throw new PosixException("clock_getcpuclockid", (Errno)error, $"{pid}");
    }

    private static long Nanoseconds(int clock, string subject)
    {
        Timespec time = default;
        Unistd.Checked("clock_gettime", subject, () => GetTime(clock, out time));
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int ClockOf(int pid, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
