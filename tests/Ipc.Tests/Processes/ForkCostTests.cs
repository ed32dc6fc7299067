using Ipc.Processes;

namespace Ipc.Tests.Processes;

public sealed class ForkCostTests
{
    [Fact]
    public void Both_calls_are_measured_beside_the_memory_that_the_parent_had()
    {
        var without = ForkCost.Compare(0, repetitions: 2);
        // More than the other tests of this process, which run meanwhile, can give back in between.
        var with = ForkCost.Compare(256, repetitions: 2);
        Assert.Equal(["fork", "vfork"], without.Select(cost => cost.Call));
        Assert.All(with, cost => Assert.True(cost.ResidentMebibytes >= without[0].ResidentMebibytes + 128, $"{cost} after {without[0]}"));
        Assert.All(with.Concat(without), cost => Assert.True(cost is { HugeMebibytes: 0, Children: 2 } && cost.Fastest <= cost.Reaped && cost.Reaped <= cost.Slowest && cost.Returned <= cost.Slowest, $"{cost}"));
    }

    [Fact]
    public void Sizes_beyond_a_quarter_of_the_free_memory_are_left_out() =>
        Assert.Equal([0, 1], ForkCost.Affordable(0, 1, int.MaxValue));
}
