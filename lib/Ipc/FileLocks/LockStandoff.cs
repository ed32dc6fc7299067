using Ipc.Children;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.FileLocks;

/// <summary>How two processes came out of it that each have a lock and ask for another, waiting.</summary>
/// <param name="Errno">The errno that one of them got; <c>null</c> where none did.</param>
/// <param name="Hang">What the two waited for, where they hung; <c>null</c> where they did not.</param>
internal sealed record LockStandoff(Errno? Errno, HangReport? Hang)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The kernel let both wait, and both would have waited for ever.</summary>
    internal string Outcome => Errno is { } errno ? $"{errno}" : Hang is null ? "one after the other had it" : "both hung, until one was killed";

    /// <summary>Runs both until they have ended, or until each sleeps in its second call for a lock.</summary>
    /// <param name="one">Records a process that takes two locks.</param>
    /// <param name="other">Records the other.</param>
    internal static LockStandoff Between(Action<ChildProgram> one, Action<ChildProgram> other)
    {
        using var first = Fork.Start(one);
        using var second = Fork.Start(other);
        HangReport? hang = null;

        // The first is looked at twice: had the second woken it, it would not sleep any more.
        if (SpinWait.SpinUntil(() => (Waits(first) && Waits(second) && Waits(first)) || (IsOver(first) && IsOver(second)), Patience) && !IsOver(first))
        {
            hang = HangReport.Of(first.Pid, second.Pid);
            first.Dispose();
        }
        else
        {
            first.Wait();
        }

        second.Wait();
        return new(CallsFor(first).Concat(CallsFor(second)).Select(step => step.Errno).FirstOrDefault(errno => errno is not null), hang);
    }

    private static IEnumerable<ChildStep> CallsFor(ChildProcess child) => child.Trace.Steps.Where(step => step.Call is "flock" or "fcntl");

    private static bool Waits(ChildProcess child) => CallsFor(child).Skip(1).FirstOrDefault() is { End: null } && StateOf(child) == ProcessState.Sleeping;

    private static bool IsOver(ChildProcess child) => StateOf(child) == ProcessState.Zombie;

    private static ProcessState StateOf(ChildProcess child) => ProcessStat.Of(child.Pid).State;
}
