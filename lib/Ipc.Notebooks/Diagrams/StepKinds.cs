namespace Ipc.Notebooks;

/// <summary>Which step is of which kind.</summary>
internal static class StepKinds
{
    private static readonly string[] s_waiting =
        ["nanosleep", "clock_nanosleep", "sleep", "pause", "wait", "waitpid", "wait4", "waitid", "spin", "futex_wait", "poll", "select", "epoll_wait"];

    private static readonly string[] s_process =
        ["fork", "vfork", "clone", "clone3", "exit", "_exit", "exit_group", "setsid", "setpgid", "setuid", "setgid", "prctl", "getpid", "getppid", "gettid", "chdir"];

    private static readonly string[] s_memory =
        ["load", "store", "add", "compare", "exchange", "futex", "futex_wake", "mmap", "munmap", "msync", "mprotect", "madvise"];

    /// <summary>The kind of a call, by its man-page name.</summary>
    public static StepKind Of(string call) =>
        call.StartsWith("sigwait", StringComparison.Ordinal) || call.StartsWith("sigtimedwait", StringComparison.Ordinal) || s_waiting.Contains(call) ? StepKind.Waiting
        : call.StartsWith("exec", StringComparison.Ordinal) || s_process.Contains(call) ? StepKind.Process
        : call.Contains("sig", StringComparison.Ordinal) || call.Contains("kill", StringComparison.Ordinal) || call == "raise" ? StepKind.Signals
        : s_memory.Contains(call) ? StepKind.Memory
        : StepKind.InputOutput;

    /// <summary>The word of the legend.</summary>
    public static string Word(StepKind kind) => kind switch
    {
        StepKind.InputOutput => "input and output",
        StepKind.Process => "process",
        StepKind.Waiting => "sleeping, waiting",
        StepKind.Signals => "signals",
        _ => "memory",
    };
}
