using Ipc.Children;
using Ipc.Native;

namespace Ipc.FileLocks;

/// <summary>What became of two processes each of which held a lock and waited for the other's.</summary>
/// <param name="Kind">The kind of lock.</param>
/// <param name="Outcome">What the kernel did: an errno that one of them got, or nothing.</param>
/// <param name="Hang">What the two waited for, where they hung; empty where they did not.</param>
public sealed record LockDeadlock([property: Column("lock")] string Kind, string Outcome, string Hang) : IObservation
{
    /// <summary>Lets two processes lock two files, in opposite orders. It waits until both are blocked, and then kills one.</summary>
    /// <param name="kind">The kind of lock.</param>
    /// <exception cref="PosixException">There is no space for the files.</exception>
    public static LockDeadlock Observe(LockKind kind)
    {
        using var scratch = Leftovers.Scratch.Create("lock-deadlock");
        var (first, second) = (scratch.File("first"), scratch.File("second"));
        File.WriteAllText(first, "");
        File.WriteAllText(second, "");
        using var both = SharedWord.Create();
        var standoff = LockStandoff.Between(c => TakeBoth(c, first, second), c => TakeBoth(c, second, first));
        return new(LockSteps.Name(kind), standoff.Outcome, standoff.Hang?.Explanation.FirstOrDefault() ?? "");

        void TakeBoth(ChildProgram c, string mine, string theirs)
        {
            var (own, others) = (c.Open(mine, Unistd.O_RDWR), c.Open(theirs, Unistd.O_RDWR));
            LockSteps.Take(c, kind, own, wait: true);
            c.Add(both, 1);
            c.SpinUntil(both, 2);
            LockSteps.Take(c, kind, others, wait: true);
            c.Exit(0);
        }
    }
}
