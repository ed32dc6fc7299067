using System.Collections.Frozen;

namespace Ipc.Native;

/// <summary>The system calls that the laboratory itself makes by number: libc has no function for them, or one that does more.</summary>
internal static class SystemCallNumbers
{
    internal static int Exit { get; } = SystemCallTable.Number("exit");

    internal static int Futex { get; } = SystemCallTable.Number("futex");

    internal static int GetPid { get; } = SystemCallTable.Number("getpid");

    internal static int GetParentPid { get; } = SystemCallTable.Number("getppid");

    internal static int GetTid { get; } = SystemCallTable.Number("gettid");

    internal static int KillThread { get; } = SystemCallTable.Number("tgkill");

    internal static int Prctl { get; } = SystemCallTable.Number("prctl");

    internal static int SchedYield { get; } = SystemCallTable.Number("sched_yield");

    internal static int SetRobustList { get; } = SystemCallTable.Number("set_robust_list");

    internal static int SetTimer { get; } = SystemCallTable.Number("setitimer");

    internal static int Read { get; } = SystemCallTable.Number("read");

    internal static int PerfEventOpen { get; } = SystemCallTable.Number("perf_event_open");

    internal static int PidfdSendSignal { get; } = SystemCallTable.Number("pidfd_send_signal");

    internal static int Kcmp { get; } = SystemCallTable.Number("kcmp");

    internal static int PidfdOpen { get; } = SystemCallTable.Number("pidfd_open");

    internal static int CloseRange { get; } = SystemCallTable.Number("close_range");

    /// <summary>The calls that the interpreter makes in a child on its own account, with its mark in the sixth argument.</summary>
    internal static FrozenSet<long> Marked { get; } = new long[] { GetPid, GetParentPid, GetTid, Prctl, SetTimer, SchedYield }.ToFrozenSet();
}
