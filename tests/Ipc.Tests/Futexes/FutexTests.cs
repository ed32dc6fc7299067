using Ipc.Futexes;
using Ipc.Native;

namespace Ipc.Tests.Futexes;

public sealed class FutexTests
{
    [Fact]
    public void A_wake_up_finds_a_sleeper_only_with_the_same_kind_and_a_private_one_not_in_another_process() =>
        Assert.All(FutexReach.ObserveAll(), reach => Assert.Equal(reach.Private.Sleep == reach.Private.Wake && !(reach.IsAcross && reach.Private.Wake) ? 1 : 0, reach.Woken));

    [Fact]
    public void A_call_to_sleep_comes_back_for_four_reasons() =>
        Assert.Equal(
            [(0L, null), (-1L, Errno.EAGAIN), (-1L, Errno.ETIMEDOUT), (-1L, (Errno?)Errno.EINTR)],
            FutexReturn.ObserveAll().Select(seen => (seen.Returned, seen.Errno)));

    [Fact]
    public void Requeue_wakes_one_and_lets_the_others_sleep_at_another_word() =>
        Assert.Equal([(3L, "B, C"), (0L, "B, C"), (1L, "C"), (1L, "")], FutexCall.ObserveRequeue().Select(call => (call.Returned, call.Asleep)));

    [Fact]
    public void A_waker_chooses_by_marks_and_a_plain_wake_up_finds_all() =>
        Assert.Equal(
            [(0L, "reader A, writer, reader B"), (1L, "reader A, reader B"), (2L, "")],
            FutexCall.ObserveBitset().Select(call => (call.Returned, call.Asleep)));

    [Fact]
    public void The_death_of_an_owner_is_told_by_a_robust_mutex_only()
    {
        var deaths = OwnerDeath.ObserveAll();
        Assert.StartsWith("sleeps", deaths[0].Next, StringComparison.Ordinal);
        Assert.Equal(("EOWNERDEAD", "has it", "ENOTRECOVERABLE"), (deaths[1].Next, deaths[1].AfterRepair, deaths[1].WithoutRepair));
    }

    [Fact]
    public void A_lock_that_sleeps_on_what_it_reads_sleeps_although_it_is_free()
    {
        var lost = LockSchedule.Observe(FutexLock.LosesWakeUps);
        Assert.True(lost.IsLost);
        Assert.Equal(0, lost.Word);
        Assert.Contains("nobody woke it", lost.Hang!.ToString(), StringComparison.Ordinal);
        Assert.Equal([0L], lost.Trace.Steps.Where(step => step is { Call: "futex", End: not null }).Select(step => step.Result));
    }

    [Fact]
    public void The_right_locks_are_told_that_the_word_has_changed()
    {
        foreach (var design in new[] { FutexLock.TwoStates, FutexLock.ThreeStates })
        {
            var schedule = LockSchedule.Observe(design);
            Assert.Equal(("got the lock", "EAGAIN", false), (schedule.Outcome, schedule.Errnos, schedule.IsLost));
            Assert.Null(schedule.Hang);
        }

        Assert.Equal(("got the lock", ""), (LockSchedule.Observe(FutexLock.Spinning).Outcome, LockSchedule.Observe(FutexLock.Spinning).Errnos));
    }

    [Fact]
    public void A_built_lock_keeps_two_processes_apart_and_the_third_state_saves_the_calls()
    {
        var seen = new[] { FutexLock.Spinning, FutexLock.TwoStates, FutexLock.ThreeStates }.Select(design => BuiltLock.Observe(design, turns: 200)).ToList();
        Assert.All(seen, one => Assert.Equal(one.Expected, one.Counted));
        Assert.Equal([0, 200, 0], seen.Select(one => one.Alone));
        Assert.Equal(0, seen[0].Together);
        Assert.True(seen[1].Together >= 400);
    }
}
