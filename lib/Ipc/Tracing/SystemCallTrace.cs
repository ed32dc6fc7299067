using Ipc.Children;
using Ipc.Hangs;

namespace Ipc.Tracing;

/// <summary>What a program and all that it made did, as the kernel told its tracer.</summary>
/// <param name="Command">What was traced.</param>
/// <param name="Calls">Every call, in the order of its entry.</param>
/// <param name="Events">What befell the processes and threads, in order.</param>
/// <param name="Status">How the program ended.</param>
/// <param name="Output">What it wrote to descriptors 1 and 2.</param>
/// <param name="Lost">How many calls were made after the capacity was full; 0 when the trace is whole.</param>
/// <param name="Broken">Why it was killed before it ended by itself: its deadline, or too many processes; <c>null</c> when it was not.</param>
public sealed record SystemCallTrace(
    string Command,
    IReadOnlyList<SystemCall> Calls,
    IReadOnlyList<ProcessEvent> Events,
    ExitStatus Status,
    ChildOutput Output,
    long Lost,
    string? Broken) : IObservation
{
    /// <summary>The steps as the child itself recorded them, on the same clock; <c>null</c> for a trace of a command line.</summary>
    [Column(Hidden = true)]
    public ChildTrace? Program { get; init; }

    /// <summary>What the processes waited for when they were killed at the deadline; <c>null</c> when it did not come to that.</summary>
    [Column(Hidden = true)]
    public HangReport? Hang { get; init; }

    /// <summary>When tracing began.</summary>
    [Column(Hidden = true)]
    public MonotonicTime Begin => Events[0].Time;

    /// <summary>The threads that were traced, in the order of their start.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<TracedThread> Threads => TracedThread.Of(Events);

    /// <summary>The threads, each below the one that made it.</summary>
    [Column(Hidden = true)]
    public TracedTree Tree => TracedTree.Of(Threads);

    /// <summary>Only the calls of these names; the events stay.</summary>
    /// <param name="names">Names of system calls: "read", "write".</param>
    public SystemCallTrace Named(params IReadOnlyList<string> names) => this with { Calls = [.. Calls.Where(call => names.Contains(call.Name))] };

    /// <summary>Only what one process did and what befell it.</summary>
    /// <param name="pid">Its process id.</param>
    public SystemCallTrace Of(int pid) => this with { Calls = [.. Calls.Where(call => call.Pid == pid)], Events = [.. Events.Where(one => one.Pid == pid)] };

    /// <summary>Calls, errors and time by name, the most time first.</summary>
    public IReadOnlyList<SystemCallSummary> Summarise() => SystemCallSummary.Of(Calls);

    /// <summary>The bytes that went from one thread to another through pipes and socket pairs made within the trace, as far as the calls tell.</summary>
    public IReadOnlyList<Transfer> Transfers() => SystemCallTransfers.Of(this);

    /// <summary>The trace as text in strace's manner: a line a call or event, with the thread in front.</summary>
    public override string ToString() => TraceText.Of(this);
}
