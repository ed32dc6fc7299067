using Ipc.Children;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Semaphores;

/// <summary>What became of a process that waited at a semaphore, when the one that had taken it was killed.</summary>
/// <param name="Semaphore">The kind of semaphore.</param>
/// <param name="Waiter">"got it", or "still waits".</param>
/// <param name="Value">What the semaphore stood at then.</param>
/// <param name="Hang">What the waiter waited for; empty where it got the semaphore.</param>
public sealed record HolderDeath(
    string Semaphore,
    [property: Column("the waiter, after the holder was killed")] string Waiter,
    [property: Column("value")] int Value,
    [property: Column("what it waits for")] string Hang) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Whether the waiter got the semaphore.</summary>
    [Column(Hidden = true)]
    public bool IsGivenBack => Waiter == "got it";

    /// <summary>Kills the holder of a POSIX semaphore, of a System V one, and of a System V one taken with SEM_UNDO.</summary>
    /// <exception cref="PosixException">This machine lacks one of the kinds of semaphore.</exception>
    /// <exception cref="TimeoutException">The processes did not come so far in time.</exception>
    public static IReadOnlyList<HolderDeath> ObserveAll()
    {
        using var named = NamedSemaphore.Create();
        using var set = SemaphoreSet.Create();
        using var undone = SemaphoreSet.Create();
        return
        [
            Observe("POSIX", c => c.WaitSemaphore(c.OpenSemaphore(named.Name)), () => named.Value),
            Observe("System V", c => c.OperateSemaphore(set.Id, -1), () => set.Value),
            Observe("System V, with SEM_UNDO", c => c.OperateSemaphore(undone.Id, -1, undo: true), () => undone.Value),
        ];
    }

    private static HolderDeath Observe(string semaphore, Func<ChildProgram, Value> take, Func<int> value)
    {
        using var holder = Fork.Start(c =>
        {
            take(c);
            c.Pause();
            c.Exit(0);
        });
        Await(() => IsAsleepIn(holder, "pause"));
        Value? taking = null;
        using var waiter = Fork.Start(c =>
        {
            taking = take(c);
            c.Pause();
            c.Exit(0);
        });
        Await(() => IsAsleepIn(waiter, CallOf(waiter)));

        // The kernel takes back what is to be undone before it tells the parent that the holder has ended.
        holder.Dispose();
        Await(() => IsAsleepIn(waiter, "pause") || IsAsleepIn(waiter, CallOf(waiter)));
        var got = waiter.StepsOf(taking!)[0].End is not null;
        return new(semaphore, got ? "got it" : "still waits", value(), got ? "" : HangReport.Of(waiter.Pid).Explanation[0]);

        string CallOf(ChildProcess child) => child.StepsOf(taking!) is [{ Call: var call }] ? call : "";
    }

    /// <summary>Whether the last step that a child began is a call, and it sleeps in it. A child that was woken does not sleep any more.</summary>
    private static bool IsAsleepIn(ChildProcess child, string call) =>
        child.Trace.Steps is [.., { End: null } last] && last.Call == call && ProcessStat.Of(child.Pid).State == ProcessState.Sleeping && child.Trace.Steps[^1] == last;

    private static void Await(Func<bool> moment)
    {
        if (!SpinWait.SpinUntil(moment, Patience))
        {
            throw new TimeoutException($"the processes did not come so far within {Patience.TotalSeconds} s");
        }
    }
}
