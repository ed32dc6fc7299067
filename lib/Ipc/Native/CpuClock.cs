using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>time.h: the CPU time that a process has used, to the nanosecond; /proc/PID/stat counts in steps of 10 ms.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/clock_getcpuclockid.3.html"/>
internal static partial class CpuClock
{
    /// <summary>The CPU time of all threads of a process, in user mode and in the kernel.</summary>
    /// <exception cref="PosixException">ESRCH: there is no such process.</exception>
    internal static TimeSpan Of(int pid)
    {
        var error = ClockOf(pid, out var clock);
        if (error != 0)
        {
            throw new PosixException("clock_getcpuclockid", (Errno)error, $"{pid}");
        }

        Timespec time = default;
        Unistd.Checked("clock_gettime", $"CPU time of {pid}", () => GetTime(clock, out time));
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick);
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
