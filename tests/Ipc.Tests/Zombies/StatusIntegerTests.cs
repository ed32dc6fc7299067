using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Zombies;

namespace Ipc.Tests.Zombies;

public sealed class StatusIntegerTests
{
    [Fact]
    public void The_zombie_keeps_the_integer_that_wait_brings()
    {
        var seen = StatusInteger.Observe(Ending.Exit(7));
        Assert.Equal((ProcessState.Zombie, 0x0700, 0x0700), (seen.State, seen.Raw, seen.StatusWord!.Value));
        Assert.Equal((7, 0, 0), (seen.HighByte, seen.CoreBit, seen.LowBits));
        Assert.Equal((ChildEvent.CLD_EXITED, 7), (seen.Event, seen.SigInfoStatus));
    }

    [Fact]
    public void A_signal_that_ended_the_child_is_in_the_low_bits()
    {
        var seen = StatusInteger.Observe(Ending.Signal(Signal.SIGTERM));
        Assert.Equal((0, 0, 15), (seen.HighByte, seen.CoreBit, seen.LowBits));
        Assert.Equal((ChildEvent.CLD_KILLED, 15), (seen.Event, seen.SigInfoStatus));
    }

    [Fact]
    public void Everything_that_can_happen_is_told_by_integer_zombie_and_signal_alike()
    {
        var seen = StatusInteger.ObserveAll();
        Assert.All(seen, status => Assert.True(status.Agrees, $"{status}"));
        Assert.Equal(
            [(ProcessState.Stopped, 0x137f), (ProcessState.Sleeping, 0xffff)],
            seen.TakeLast(2).Select(status => (status.State, status.Raw)));
        Assert.Equal(seen.Count, seen.Select(status => status.Raw).Distinct().Count());
    }

    [Fact]
    public void An_integer_that_tells_something_else_does_not_agree()
    {
        var seen = StatusInteger.Observe(Ending.Exit(7));
        Assert.True(seen.Agrees);
        Assert.False((seen with { Raw = 0x0800 }).Agrees);
        Assert.False((seen with { StatusWord = 0 }).Agrees);
        Assert.False((seen with { Event = ChildEvent.CLD_KILLED }).Agrees);
    }
}
