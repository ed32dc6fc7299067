using Ipc.Children;

namespace Ipc.Zombies;

/// <summary>Who became the parent of a process whose parent had ended, in a line of four: root, middle, parent, child.</summary>
/// <param name="Root">What the root of the line was: "subreaper", or "init" of a pid namespace of its own.</param>
/// <param name="MiddleIsSubreaper">Whether the process between root and parent was a subreaper.</param>
/// <param name="Pid">The child's pid, as it saw it itself.</param>
/// <param name="ParentPid">The process that had forked it, and ended.</param>
/// <param name="NewParentPid">What getppid told the child after that.</param>
/// <param name="NewParent">Which of the line that is: "root", "middle", or "another process".</param>
/// <param name="ReapedBy">Which of the line got the child's status in the end; <c>null</c> for none.</param>
public sealed record Adoption(
    string Root,
    bool MiddleIsSubreaper,
    [property: Column("orphan")] int Pid,
    [property: Column("its parent")] int ParentPid,
    [property: Column("its new parent")] int NewParentPid,
    [property: Column("that is")] string NewParent,
    string? ReapedBy) : IObservation
{
    /// <summary>Whether the nearest ancestor that adopts became the parent, and reaped the child.</summary>
    [Column(Hidden = true)]
    public bool IsNearest => (MiddleIsSubreaper ? "middle" : "root") is var nearest && NewParent == nearest && ReapedBy == nearest;

    /// <summary>Makes an orphan below a subreaper.</summary>
    /// <param name="middleIsSubreaper">The process between is one, too: the nearer of the two.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/PR_SET_CHILD_SUBREAPER.2const.html"/>
    public static Adoption Observe(bool middleIsSubreaper)
    {
        var line = new OrphanLine();
        using var child = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            line.Record(c, middleIsSubreaper);
        });
        child.Wait();
        return line.Read(child, "subreaper", middleIsSubreaper);
    }

    /// <summary>Makes an orphan in a pid namespace of its own, whose first process is init there and no subreaper.</summary>
    /// <returns>What was seen; <c>null</c> where this machine does not let this user make a namespace.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/pid_namespaces.7.html"/>
    public static Adoption? ObserveInit()
    {
        var line = new OrphanLine();
        using var child = Fork.Start(c =>
        {
            // Root may make one at once; others only in a user namespace of their own, where that is allowed.
            c.If(
                c.Unshare(CloneFlags.NewPid).Is(-1),
                () => c.If(c.Unshare(CloneFlags.NewUser | CloneFlags.NewPid).Is(-1), () => c.Exit(1)));
            c.Wait(c.Fork("init", () => line.Record(c, middleIsSubreaper: false)));
            c.Exit(0);
        });
        return child.Wait() == new ExitStatus.Exited(0) ? line.Read(child, "init", middleIsSubreaper: false) : null;
    }
}
