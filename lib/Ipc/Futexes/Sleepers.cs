using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.Futexes;

/// <summary>Waits until children sleep in a call, or have come out of it.</summary>
internal static class Sleepers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Waits until some threads of a child, or of its descendants, sleep in a call.</summary>
    /// <returns>Whether they came to sleep.</returns>
    internal static bool Await(ChildProcess child, string call = "futex", int count = 1) => SpinWait.SpinUntil(() => Sleeping(child, call, count), Patience);

    /// <summary>Waits until a step has come back, or a thread sleeps in it.</summary>
    /// <returns>The step, or <c>null</c> where the thread sleeps.</returns>
    internal static ChildStep? ResultOrSleep(ChildProcess child, Value step)
    {
        ChildStep? ran = null;
        SpinWait.SpinUntil(() => (ran = Ended(child, step)) is not null || (child.StepsOf(step) is [.., { End: null } open] && Sleeping(child, open.Call, 1) && Ended(child, step) is null), Patience);
        return ran;
    }

    /// <summary>Waits until a step has come back.</summary>
    internal static ChildStep Result(ChildProcess child, Value step)
    {
        ChildStep? ran = null;
        return SpinWait.SpinUntil(() => (ran = Ended(child, step)) is not null, Patience) ? ran! : throw new TimeoutException($"child {child.Pid} did not come to the end of its step");
    }

    private static ChildStep? Ended(ChildProcess child, Value step) => child.StepsOf(step).FirstOrDefault(ran => ran.End is not null);

    private static bool Sleeping(ChildProcess child, string call, int count)
    {
        var inCall = child.Trace.Steps.Where(step => step.Call == call && step.End is null).ToList();
        return inCall.Count >= count && inCall.Select(step => step.Pid).Distinct().Sum(pid => ProcessStat.ThreadsOf(pid).Count(thread => thread.State == ProcessState.Sleeping)) >= count;
    }
}
