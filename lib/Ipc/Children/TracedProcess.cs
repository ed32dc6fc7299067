namespace Ipc.Children;

/// <summary>One process of a trace: the child, or a child of the child.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="ParentPid">The process id of the one that made it.</param>
/// <param name="Name">What the program calls it: "child", or the name given to a nested fork.</param>
/// <param name="Started">When it ran its first instruction.</param>
/// <param name="Ended">When it was seen to have ended, or <c>null</c> where nobody saw that.</param>
/// <param name="Status">How it ended, or <c>null</c> where that is not known to the parent.</param>
public sealed record TracedProcess(int Pid, int ParentPid, string Name, MonotonicTime Started, MonotonicTime? Ended, ExitStatus? Status) : IObservation;
