using Ipc.Processes;

namespace Ipc.Tests.Processes;

public sealed class ForkOrderTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_fork_is_seen_from_both_sides(bool oneCpu)
    {
        var seen = ForkOrder.Observe(25, oneCpu);
        Assert.Equal((25, 25), (seen.Forks, seen.ParentFirst + seen.ChildFirst));
        Assert.Equal(25, seen.Lags.Count);
    }

    [Fact]
    public void On_one_CPU_two_processes_never_compute_at_the_same_time()
    {
        ForkOverlap[] seen = [ForkOverlap.Observe(5, oneCpu: true), ForkOverlap.ObserveWithoutFork(5, oneCpu: true)];
        Assert.All(seen, pair => Assert.Equal((1, 5, 0), (pair.Cpus, pair.Turns, pair.AtOnce)));
        Assert.All(seen, pair => Assert.True(pair.BothDone >= 2 * pair.Work - TimeSpan.FromMilliseconds(1), $"{pair}"));
    }
}
