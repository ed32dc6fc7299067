using Ipc.Native;

namespace Ipc.Children;

/// <summary>One step that a child ran: a system call, or an operation on a shared word.</summary>
/// <param name="Pid">The process that ran it.</param>
/// <param name="Call">The system call or operation, by its man-page name: "write", "nanosleep", "store".</param>
/// <param name="Text">The step as a reader would write it: <c>write(4, "hello\n", 6)</c>.</param>
/// <param name="Result">What the call returned; −1 for a failure. Meaningless while <paramref name="End"/> is <c>null</c>.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it returned; <c>null</c> when it never did (a successful exec, an exit, or a call still blocked).</param>
/// <param name="Detail">What else the step brought: bytes read as text, a child's status, the sender of a signal; empty where there is nothing.</param>
public sealed record ChildStep(
    int Pid,
    string Call,
    string Text,
    long Result,
    Errno? Errno,
    MonotonicTime Start,
    MonotonicTime? End,
    string Detail) : IObservation
{
    /// <summary>How long the step took, or <c>null</c> when it never returned.</summary>
    [Column(Unit = "µs")]
    public TimeSpan? Duration => End - Start;

    /// <summary>Which step of the program this was, counted from 0.</summary>
    [Column(Hidden = true)]
    public int Step { get; init; }
}
