namespace Ipc.Notebooks;

/// <summary>Which step is of which kind.</summary>
internal static class StepKinds
{
    private static readonly HashSet<string> s_waiting =
    [
        "nanosleep", "clock_nanosleep", "sleep", "pause", "wait", "waitpid", "wait4", "waitid", "spin", "futex_wait",
        "poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2", "semop", "semtimedop", "flock", "pthread_mutex_lock",
    ];

    private static readonly HashSet<string> s_process =
    [
        "fork", "vfork", "clone", "clone3", "posix_spawn", "pthread_create", "thread", "exit", "_exit", "exit_group",
        "getpid", "getppid", "gettid", "getpgid", "getpgrp", "getsid", "setsid", "setpgid", "unshare", "setns", "personality",
        "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups", "setuid", "setgid", "setresuid", "setresgid", "setgroups", "capget", "capset",
        "set_robust_list", "set_tid_address", "rseq", "arch_prctl", "prctl", "prlimit64", "getrlimit", "setrlimit", "getrusage", "times", "uname", "sysinfo", "umask", "chdir", "fchdir",
    ];

    private static readonly HashSet<string> s_memory =
    [
        "load", "store", "add", "fetch_add", "compare", "compare_exchange", "exchange", "futex", "futex_wake", "pthread_mutex_trylock", "pthread_mutex_unlock", "pthread_mutex_consistent", "brk", "mmap", "munmap", "mremap", "msync", "mprotect", "madvise", "mincore",
        "mlock", "mlock2", "munlock", "mlockall", "munlockall", "membarrier", "shmget", "shmat", "shmdt", "shmctl", "semget", "semctl",
    ];

    /// <summary>The kind of a call, by its man-page name.</summary>
    public static StepKind Of(string call) =>
        call.StartsWith("sigwait", StringComparison.Ordinal) || call.StartsWith("sigtimedwait", StringComparison.Ordinal) || s_waiting.Contains(call) ? StepKind.Waiting
        : call.StartsWith("exec", StringComparison.Ordinal) || call.StartsWith("sched_", StringComparison.Ordinal) || s_process.Contains(call) ? StepKind.Process
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
