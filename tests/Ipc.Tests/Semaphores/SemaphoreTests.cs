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
        Assert.Contains("sem", deaths[1].Hang, StringComparison.Ordinal);
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
    public void A_set_tells_what_each_of_its_semaphores_stands_at()
    {
        using var set = SemaphoreSet.Create([3, 0, 7]);
        Assert.Equal((3, 3), (set.Count, set.Value));
        Assert.Equal([3, 0, 7], set.Values);
    }
}
