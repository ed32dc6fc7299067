using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Zombies;

namespace Ipc.Tests.Zombies;

public sealed class AfterDeathTests
{
    [Theory]
    [InlineData(Disposition.Default, 0)]
    [InlineData(Disposition.Handler, 1)]
    public void A_zombie_waits_for_its_parent_and_then_goes(Disposition disposition, int handlerRuns)
    {
        var seen = AfterDeath.Observe(disposition, Ending.Exit(7));
        Assert.Equal((ProcessState.Zombie, 0L, null), (seen.State!.Value, seen.MemoryBytes, seen.StateAfterWait));
        Assert.Equal((new ExitStatus.Exited(7), null, handlerRuns), (seen.Learned, seen.Errno, seen.HandlerRuns));
    }

    [Theory]
    [InlineData(Disposition.Ignore)]
    [InlineData(Disposition.NoChildWait)]
    public void A_child_that_leaves_no_zombie_leaves_no_status_either(Disposition disposition)
    {
        var seen = AfterDeath.Observe(disposition, Ending.Signal(Signal.SIGKILL));
        Assert.Equal((null, null, Errno.ECHILD), (seen.State, seen.Learned, seen.Errno));
    }

    [Fact]
    public void Ignoring_SIGCHLD_does_not_take_a_zombie_away_that_is_there()
    {
        var seen = AfterDeath.Observe(Disposition.Default, Ending.Exit(7), ignoreOnceDead: true);
        Assert.Equal((ProcessState.Zombie, new ExitStatus.Exited(7)), (seen.State!.Value, seen.Learned));
    }

    [Fact]
    public void The_parent_learns_how_a_program_or_a_signal_ended_its_child()
    {
        Assert.Equal(new ExitStatus.Exited(3), AfterDeath.Observe(Disposition.Default, Ending.Program(3)).Learned);
        Assert.Equal(new ExitStatus.Signaled(Signal.SIGTERM, false), AfterDeath.Observe(Disposition.Default, Ending.Signal(Signal.SIGTERM)).Learned);
        Assert.Equal(new ExitStatus.Exited(44), AfterDeath.Observe(Disposition.Default, Ending.Exit(300)).Learned);
    }

    [Fact]
    public void Only_a_wait_that_takes_the_status_ends_a_zombie()
    {
        var seen = ReapingAttempt.ObserveAll();
        Assert.All(seen, attempt => Assert.Equal((ProcessState.Zombie, null), (attempt.Before!.Value, attempt.Errno)));
        Assert.All(seen, attempt => Assert.Equal(attempt.TakesStatus ? null : (ProcessState?)ProcessState.Zombie, attempt.After));
        Assert.Equal([false, false, false, true, true, true], seen.Select(attempt => attempt.TakesStatus));
    }
}
