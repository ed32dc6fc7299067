using Ipc.Children;

namespace Ipc.Measurement.Creation;

/// <summary>A way to make a process, as a measured parent records it.</summary>
/// <param name="Call">The call, as its man page names it.</param>
/// <param name="Does">What the new process does.</param>
/// <param name="Make">Records the call; what it returns is the new process's id.</param>
internal sealed record CreationWay(string Call, NewProcess Does, Func<ChildProgram, Value> Make)
{
    /// <summary>The program that does nothing.</summary>
    internal const string Program = "/bin/true";

    private const string ByFork = "fork", ByVfork = "vfork", ByClone = "clone(CLONE_VM|CLONE_VFORK)", Made = "new";

    /// <summary>All of them; posix_spawn always execs.</summary>
    internal static IReadOnlyList<CreationWay> All { get; } =
    [
        new(ByFork, NewProcess.Exits, c => c.Fork(Made, () => c.Exit(0))),
        new(ByVfork, NewProcess.Exits, c => c.Vfork(Made, () => c.Exit(0))),
        new(ByClone, NewProcess.Exits, c => c.Clone(CloneFlags.VM | CloneFlags.Vfork, Made, () => c.Exit(0))),
        new(ByFork, NewProcess.Execs, c => c.Fork(Made, () => c.Exec(Program))),
        new(ByVfork, NewProcess.Execs, c => c.Vfork(Made, () => c.Exec(Program))),
        new(ByClone, NewProcess.Execs, c => c.Clone(CloneFlags.VM | CloneFlags.Vfork, Made, () => c.Exec(Program))),
        new("posix_spawn", NewProcess.Execs, c => c.PosixSpawn(Program)),
    ];
}
