namespace Ipc.Tracing.Decoding;

/// <summary>sched.h and sys/wait.h by name.</summary>
internal static class ProcessFlags
{
    /// <summary>What a new process shares with its maker.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/clone.2.html"/>
    internal static FlagSet Clone { get; } = new("CLONE",
        (0x100, "CLONE_VM"),
        (0x200, "CLONE_FS"),
        (0x400, "CLONE_FILES"),
        (0x800, "CLONE_SIGHAND"),
        (0x1000, "CLONE_PIDFD"),
        (0x2000, "CLONE_PTRACE"),
        (0x4000, "CLONE_VFORK"),
        (0x8000, "CLONE_PARENT"),
        (0x10000, "CLONE_THREAD"),
        (0x20000, "CLONE_NEWNS"),
        (0x40000, "CLONE_SYSVSEM"),
        (0x80000, "CLONE_SETTLS"),
        (0x100000, "CLONE_PARENT_SETTID"),
        (0x200000, "CLONE_CHILD_CLEARTID"),
        (0x800000, "CLONE_UNTRACED"),
        (0x1000000, "CLONE_CHILD_SETTID"),
        (0x2000000, "CLONE_NEWCGROUP"),
        (0x4000000, "CLONE_NEWUTS"),
        (0x8000000, "CLONE_NEWIPC"),
        (0x10000000, "CLONE_NEWUSER"),
        (0x20000000, "CLONE_NEWPID"),
        (0x40000000, "CLONE_NEWNET"),
        (0x80000000, "CLONE_IO"));

    /// <summary>What clone3 knows beyond them.</summary>
    internal static FlagSet Clone3 { get; } = Clone.With((0x100000000, "CLONE_CLEAR_SIGHAND"), (0x200000000, "CLONE_INTO_CGROUP"), (0x80, "CLONE_NEWTIME"));

    /// <summary>The namespaces of unshare and setns.</summary>
    internal static FlagSet Namespaces { get; } = Clone.With((0x80, "CLONE_NEWTIME"));

    /// <summary>Which changes of a child are waited for.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/waitpid.2.html"/>
    internal static FlagSet Wait { get; } = new("W",
        (1, "WNOHANG"),
        (4, "WEXITED"),
        (2, "WSTOPPED"),
        (8, "WCONTINUED"),
        (0x1000000, "WNOWAIT"),
        (0x80000000, "__WCLONE"),
        (0x40000000, "__WALL"),
        (0x20000000, "__WNOTHREAD"));

    /// <summary>Of which children waitid waits.</summary>
    internal static FlagSet WaitFor { get; } = FlagSet.Numbered("P", "P_ALL P_PID P_PGID P_PIDFD");
}
