using Ipc.Native;

namespace Ipc.Tracing;

/// <summary>Keeps what a tracer is told, up to a number of calls, and turns it into records at the end.</summary>
internal sealed class TraceRecorder(int callCapacity, int textBytes)
{
    private readonly List<OpenCall> calls = [];
    private readonly List<ProcessEvent> events = [];

    /// <summary>Calls that were made after the capacity was full.</summary>
    internal long Lost { get; private set; }

    internal void Add(ProcessEvent one) => events.Add(one);

    /// <summary>A thread entered a call.</summary>
    internal void Enter(Tracee tracee, Ptrace.SystemCallStop entry, MonotonicTime time)
    {
        if (calls.Count >= callCapacity)
        {
            Lost++;
            return;
        }

        tracee.Call = new OpenCall(tracee, entry, time, textBytes);
        calls.Add(tracee.Call);
    }

    internal IReadOnlyList<SystemCall> Calls() => [.. calls.Select(call => call.ToRecord())];

    /// <summary>The events in order of time: a child's first stop may be told before its parent's fork.</summary>
    internal IReadOnlyList<ProcessEvent> Events() => [.. events.OrderBy(one => one.Time)];
}
