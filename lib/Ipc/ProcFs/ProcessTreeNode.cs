namespace Ipc.ProcFs;

/// <summary>A process and how deep it lies below the root of a tree.</summary>
/// <param name="Depth">0 for the root, 1 for its children.</param>
/// <param name="Process">The process.</param>
public sealed record ProcessTreeNode([property: Column(Hidden = true)] int Depth, [property: Column(Hidden = true)] ProcessStat Process) : IObservation
{
    /// <summary>Its command, set in by its depth.</summary>
    public string Command => Depth == 0 ? Process.Command : new string('\u2003', Depth - 1) + "└ " + Process.Command;

    /// <summary>Its process id.</summary>
    public int Pid => Process.Pid;

    /// <summary>Its parent's process id.</summary>
    [Column("parent")]
    public int ParentPid => Process.ParentPid;

    /// <summary>Its process group.</summary>
    [Column("pgid")]
    public int ProcessGroup => Process.ProcessGroup;

    /// <summary>Its session.</summary>
    [Column("sid")]
    public int Session => Process.Session;

    /// <summary>Its controlling terminal: "pts/3", or "none".</summary>
    [Column("tty")]
    public string Terminal => Process.TerminalName;

    /// <summary>What it does.</summary>
    public ProcessState State => Process.State;
}
