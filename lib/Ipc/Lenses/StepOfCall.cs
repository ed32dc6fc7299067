using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Lenses;

/// <summary>Which step was running when a call was made: both are on the same clock.</summary>
internal static class StepOfCall
{
    /// <summary>Each call with its step; calls before the first step of all are left out.</summary>
    internal static IEnumerable<(SystemCall Call, ChildStep Step)> Match(SystemCallTrace trace)
    {
        var steps = trace.Program!.Steps.ToLookup(step => step.Pid);
        var births = trace.Events.OfType<ProcessEvent.Started>().Where(one => one.By != 0 && one.Pid == one.Tid).ToLookup(one => one.Pid);
        var threads = trace.Threads.ToLookup(thread => thread.Tid, thread => thread.Pid);
        foreach (var call in trace.Calls)
        {
            if (Running(call) is { } step)
            {
                yield return (call, step);
            }
        }

        ChildStep? Running(SystemCall call)
        {
            // Several threads of a process may be within a step: the one whose name is the call's is more likely.
            var begun = steps[call.Pid].Where(step => step.Start <= call.Start).ToList();
            return begun.FindLast(step => !(step.End < call.Start) && IsNamed(step, call))
                ?? begun.LastOrDefault()
                ?? births[call.Pid].Select(birth => Making(birth)).FirstOrDefault();
        }

        // What a new process does before its first step belongs to the step that made it.
        ChildStep? Making(ProcessEvent.Started birth) =>
            steps[threads[birth.By].FirstOrDefault(birth.By)].LastOrDefault(step => step.Start <= birth.Time && step.Call is "fork" or "vfork" or "clone" or "posix_spawn");
    }

    private static bool IsNamed(ChildStep step, SystemCall call) => call.Name.Contains(step.Call.TrimStart('_'), StringComparison.Ordinal);
}
