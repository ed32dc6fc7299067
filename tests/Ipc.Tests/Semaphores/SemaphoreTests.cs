using Ipc.Children;
using Ipc.Hangs;
using Ipc.ProcFs;
using Ipc.Semaphores;

namespace Ipc.Tests.Semaphores;

public sealed class SemaphoreTests
{
    [Fact]
    public void Counting_without_a_semaphore_loses_updates_and_with_one_does_not()
    {
        var races = CounterRace.ObserveAll(times: 100);
        Assert.Equal(["load, add, store", "fetch_add", "under a named POSIX semaphore", "under an unnamed one", "under a System V semaphore"], races.Select(race => race.Update));
        Assert.All(races, race => Assert.Equal(200, race.Expected));
        Assert.InRange(races[0].Lost, 1, 199);
        Assert.All(races.Skip(1), race => Assert.Equal(0, race.Lost));
    }

    [Fact]
    public void Only_a_semaphore_with_undo_comes_back_from_a_holder_that_was_killed()
    {
        var deaths = HolderDeath.ObserveAll();
        Assert.Equal([("POSIX", "still waits"), ("System V", "still waits"), ("System V, with SEM_UNDO", "got it")], deaths.Select(death => (death.Semaphore, death.Waiter)));
        Assert.All(deaths, death => Assert.Equal(0, death.Value));
        Assert.Contains("futex", deaths[0].Hang, StringComparison.Ordinal);
        Assert.Matches(@"waits for semaphore 0 of System V set \d+, which stands at 0; who changed it last is no more", deaths[1].Hang);
        Assert.Equal("", deaths[2].Hang);
    }

    [Fact]
    public void Several_operations_in_one_call_are_done_all_or_none()
    {
        var seen = SemaphoreOperations.ObserveAll();
        Assert.Equal(
            [("1, 1", "0, 0", "0, 0"), ("1, 1", "0", "0, 0"), ("1, 0", "0, EAGAIN", "0, 0"), ("1, 0", "EAGAIN", "1, 0")],
            seen.Select(one => (one.Before, one.Result, one.After)));
    }

    [Fact]
    public void A_ring_of_two_that_take_semaphores_in_opposite_orders_is_explained()
    {
        using var set = SemaphoreSet.Create([1, 1]);
        using var both = SharedWord.Create();
        using var one = Fork.Start(c => TakeBoth(c, 0, 1));
        using var other = Fork.Start(c => TakeBoth(c, 1, 0));
        Assert.True(SpinWait.SpinUntil(() => IsAsleep(one) && IsAsleep(other), TimeSpan.FromSeconds(8)));
        var ring = HangReport.Of(one.Pid, other.Pid).Explanation[0];
        Assert.Contains($"pid {one.Pid} waits for semaphore 1 of System V set {set.Id}, which stands at 0, and pid {other.Pid} has it", ring, StringComparison.Ordinal);
        Assert.Contains("none of them can go on", ring, StringComparison.Ordinal);

        void TakeBoth(ChildProgram c, int first, int second)
        {
            c.OperateSemaphores(set.Id, [(first, -1)]);
            c.Add(both, 1);
            c.SpinUntil(both, 2);
            c.OperateSemaphores(set.Id, [(second, -1)]);
            c.Exit(0);
        }

        static bool IsAsleep(ChildProcess child) => child.Trace.Steps is [.., { Call: "semop", End: null }] and { Count: > 3 } && ProcessStat.Of(child.Pid).State == ProcessState.Sleeping;
    }

    [Fact]
    public void A_set_tells_what_each_of_its_semaphores_stands_at()
    {
        using var set = SemaphoreSet.Create([3, 0, 7]);
        Assert.Equal((3, 3), (set.Count, set.Value));
        Assert.Equal([3, 0, 7], set.Values);
    }
}
