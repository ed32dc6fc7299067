using Ipc.Measurement;
using Ipc.Measurement.Creation;
using Ipc.MemoryMaps;

namespace Ipc.Tests.Measurement.Creation;

public sealed class CreationBenchmarkTests
{
    private static readonly CreationOptions Few = new() { Mebibytes = [0, 128], Parents = 2, Turns = 2, TimeLimit = TimeSpan.FromMilliseconds(200) };
    private static readonly Lazy<IReadOnlyList<CreationCost>> Measured = new(() => CreationBenchmark.Measure(Few));

    private static IReadOnlyList<CreationCost> Small => [.. Measured.Value.Where(cost => !cost.IsInThisProcess && cost.NotMeasured is null)];

    [Fact]
    public void Every_call_has_a_row_for_each_size_and_kind_of_page()
    {
        Assert.Equal(3 * 8, Measured.Value.Count);
        Assert.All(Measured.Value.Where(cost => !cost.HugePages), cost => Assert.Null(cost.NotMeasured));
        Assert.All(Measured.Value.Where(cost => cost.HugePages && HugePages.WhyNoTransparent() is not null), cost => Assert.NotNull(cost.NotMeasured));
        Assert.Equal(["Process.Start"], Measured.Value.Where(cost => cost.IsInThisProcess).Select(cost => cost.Call).Distinct());
        Assert.Equal(["fork", "vfork", "clone(CLONE_VM|CLONE_VFORK)", "posix_spawn"], Small.Select(cost => cost.Call).Distinct());
    }

    // Measure throws where wait finds a process afterwards, or a process did not exit with 0.
    [Fact]
    public void Every_process_was_waited_for_and_timed() => Assert.All(Measured.Value.Where(cost => cost.NotMeasured is null), cost =>
    {
        Assert.Equal(cost.Processes, cost.Times.Count);
        Assert.InRange(cost.Processes, 2, cost.IsInThisProcess ? 4 : 8);
        Assert.True(0 < cost.Min && cost.Min <= cost.P50 && cost.P50 <= cost.P90 && cost.P90 <= cost.Max && 0 < cost.Returned && cost.Returned <= cost.Max, $"{cost}");
    });

    [Fact]
    public void The_parent_is_small_and_has_what_it_was_given()
    {
        // How much it can do without depends on how the process it comes from has laid out its memory; it is a fraction of that in any case.
        var own = Environment.WorkingSet / (double)(1 << 20);
        Assert.All(Small, cost => Assert.InRange(cost.ParentMebibytes, cost.AddedMebibytes, cost.AddedMebibytes + (own / 3)));
        Assert.All(Small.Where(cost => !cost.HugePages), cost => Assert.Equal(0, cost.HugeMebibytes));
        Assert.All(Small.Where(cost => cost.HugePages), cost => Assert.InRange(cost.HugeMebibytes, 1, cost.AddedMebibytes));
    }

    [Fact]
    public void Fork_copies_more_page_tables_where_there_is_more_memory()
    {
        double Tables(int mebibytes) => Small.First(cost => cost.AddedMebibytes == mebibytes && !cost.HugePages).ChildPageTables!.Value;
        var words = Few.Mebibytes[^1] * (1 << 20) / Environment.SystemPageSize;

        // Two parents of the same size may differ by some pages of tables: by how they have come to lay out the rest of their memory.
        Assert.InRange(Tables(Few.Mebibytes[^1]) - Tables(0), 0.8 * words * sizeof(long) / 1024, double.MaxValue);
    }

    [Fact]
    public void A_size_that_the_machine_does_not_have_is_told()
    {
        var costs = CreationBenchmark.Measure(Few with { Mebibytes = [int.MaxValue], Parents = 1 }, cancelled: TestContext.Current.CancellationToken);
        Assert.All(costs, cost => Assert.Contains("free memory", cost.NotMeasured, StringComparison.Ordinal));
    }

    [Fact]
    public void A_size_that_would_take_too_long_is_told()
    {
        var costs = CreationBenchmark.Measure(Few with { Mebibytes = [16, 32], Parents = 1, FillLimit = TimeSpan.FromTicks(1) }, cancelled: TestContext.Current.CancellationToken);
        Assert.All(costs.Where(cost => cost.AddedMebibytes == 16), cost => Assert.True(cost.HugePages || cost.NotMeasured is null));
        Assert.All(costs.Where(cost => cost is { AddedMebibytes: 32, HugePages: false }), cost => Assert.Contains("all its pages", cost.NotMeasured, StringComparison.Ordinal));
    }

    [Fact]
    public void The_measurement_can_be_ended_between_two_parents()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => CreationBenchmark.Measure(Few, cancelled: cancelled.Token));
    }
}
