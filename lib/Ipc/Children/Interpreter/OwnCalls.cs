using System.Runtime.CompilerServices;

namespace Ipc.Children.Interpreter;

/// <summary>What the laboratory's own code in a child asks of the kernel on its own account, beside the calls of its program.</summary>
internal static unsafe class OwnCalls
{
    /// <summary>The sixth argument of these system calls: the kernel ignores it, and a tracer leaves them out.</summary>
    internal const long Mark = 0x1ab0_0000_0ca1_1ed5;

    private const int CLOCK_MONOTONIC = 1, CLOCK_THREAD_CPUTIME_ID = 3;

    /// <summary>A system call that is marked, so that no trace takes it for one of the program's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Make(LibcTable* libc, long number, long first, long second, long third = 0) =>
        ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(number, first, second, third, 0, 0, Mark);

    /// <summary>The monotonic clock, in nanoseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Now(LibcTable* libc) => Clock(libc, CLOCK_MONOTONIC);

    /// <summary>The CPU time of the calling thread, in nanoseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long ThreadCpuTime(LibcTable* libc) => Clock(libc, CLOCK_THREAD_CPUTIME_ID);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Clock(LibcTable* libc, int clock)
    {
        TimeSpec time;
        ((delegate*<int, TimeSpec*, int>)libc->ClockGettime)(clock, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    private struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
