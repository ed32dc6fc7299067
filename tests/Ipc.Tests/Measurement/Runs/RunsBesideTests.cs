using Ipc.Measurement.Runs;

namespace Ipc.Tests.Measurement.Runs;

/// <summary>Runs whose figures are known, beside each other.</summary>
public sealed class RunsBesideTests
{
    private static readonly double[] AroundFive = [4.9, 5, 5.1, 5, 4.95, 5.05, 5], AroundTen = [9.9, 10, 10.1, 10, 9.95, 10.05, 10], Wide = [3, 9, 5, 7, 4, 8, 6];

    [Fact]
    public void Intervals_that_do_not_overlap_tell_which_is_faster()
    {
        var (slow, fast) = (SampleRuns.Of("slow", SampleRuns.Measured("pipe", 64, AroundTen)), SampleRuns.Of("fast", SampleRuns.Measured("pipe", 64, AroundFive)));
        var row = Assert.Single(RunsBeside.Of(fast, slow).Rows);
        Assert.Equal((5, 10, 2, "slower"), (row.First, row.Second, row.Ratio, row.Outcome));
        Assert.Equal("faster", Assert.Single(RunsBeside.Of(slow, fast).Rows).Outcome);
    }

    [Fact]
    public void Intervals_that_overlap_tell_nothing()
    {
        var (one, other) = (SampleRuns.Of("one", SampleRuns.Measured("pipe", 64, AroundFive)), SampleRuns.Of("other", SampleRuns.Measured("pipe", 64, Wide)));
        Assert.Equal("not distinguishable", Assert.Single(RunsBeside.Of(one, other).Rows).Outcome);
        Assert.Equal("not distinguishable", Assert.Single(RunsBeside.Of(one, one).Rows).Outcome);
    }

    [Fact]
    public void What_is_in_one_only_is_listed_and_not_compared()
    {
        var first = SampleRuns.Of("first", SampleRuns.Measured("pipe", 64, AroundFive), SampleRuns.Measured("FIFO", 64, AroundFive), SampleRuns.NotMeasured("eventfd", 64, "one word"));
        var second = SampleRuns.Of("second", SampleRuns.Measured("pipe", 64, AroundFive), SampleRuns.Measured("pipe", 8, AroundFive), SampleRuns.Measured("eventfd", 64, AroundFive));
        var beside = RunsBeside.Of(first, second);
        Assert.Single(beside.Rows);
        Assert.Equal(
            [("FIFO", 64, "only in first"), ("eventfd", 64, "not measured in first: one word"), ("pipe", 8, "only in second")],
            beside.NotCompared.Select(one => (one.Mechanism, one.Bytes, one.Why)));
    }

    [Fact]
    public void Times_of_different_batches_and_single_pairs_are_not_compared()
    {
        var first = SampleRuns.Of("first", SampleRuns.Measured("pipe", 64, AroundFive), SampleRuns.Measured("FIFO", 64, AroundFive), SampleRuns.Measured("futex", 8, 5));
        var second = first with { Results = [first.Results[0], first.Results[1] with { MessagesPerSample = 10 }, first.Results[2]] };
        Assert.Equal(
            [("FIFO", "a time is of 1 messages in first, and of 10 in first"), ("futex", "one pair of processes gives no interval")],
            RunsBeside.Of(first, second).NotCompared.Select(one => (one.Mechanism, one.Why)));
    }

    [Fact]
    public void Nothing_in_common_is_refused_with_what_each_has()
    {
        var (one, other) = (SampleRuns.Of("one", SampleRuns.Measured("pipe", 64, AroundFive)), SampleRuns.Of("other", SampleRuns.Measured("pipe", 8, AroundFive), SampleRuns.NotMeasured("FIFO", 64, "no")));
        Assert.Equal(
            "one and other have no case in common that both have measured. one has pipe; 64 bytes; one CPU; round trip; other has pipe; 8 bytes; one CPU; round trip",
            Assert.Throws<NotComparableException>(() => RunsBeside.Of(one, other)).Message);
        Assert.Throws<NotComparableException>(() => RunsBeside.Of(one, other with { Version = 3 }));
        Assert.EndsWith("other has measured nothing of it", Assert.Throws<NotComparableException>(() => RunsBeside.Of(one, other with { Results = [other.Results[1]] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void High_percentiles_are_compared_where_both_measured_alike()
    {
        var one = SampleRuns.Of("one", SampleRuns.Measured("pipe", 64, AroundFive));
        Assert.Equal(70, Assert.Single(RunsBeside.Of(one, one).Rows).SecondTail);
        Assert.Empty(RunsBeside.Of(one, one).Notes);
        var longer = RunsBeside.Of(one, one with { Name = "longer", Options = one.Options with { Samples = 1000 } });
        Assert.Null(Assert.Single(longer.Rows).SecondTail);
        Assert.StartsWith("p99.9 is not compared: one has 5 pairs of processes, with up to 200 round trips", Assert.Single(longer.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_mechanisms_that_are_asked_for_take_part()
    {
        var one = SampleRuns.Of("one", SampleRuns.Measured("pipe", 64, AroundFive), SampleRuns.Measured("FIFO", 64, AroundFive));
        var beside = RunsBeside.Of(one, one, "FIFO");
        Assert.Equal("FIFO", Assert.Single(beside.Rows).Mechanism);
        Assert.Empty(beside.NotCompared);
        Assert.Equal(("one (1)", "one (2)"), (beside.First, beside.Second));
    }

    [Fact]
    public void Machines_and_limits_stand_beside_each_other()
    {
        var one = SampleRuns.Of("one", SampleRuns.Measured("pipe", 64, AroundFive));
        var other = one with { Host = one.Host with { Kernel = "9.9" }, LimitsNanoseconds = one.LimitsNanoseconds with { NullCall = 500, CacheLine = 30 } };
        var beside = RunsBeside.Of(one, other);
        Assert.Equal(["kernel"], beside.Hosts.Where(fact => !fact.IsSame).Select(fact => fact.Fact));
        Assert.Equal(2, beside.Limits.Single(limit => limit.What == "null system call").Ratio);
        Assert.Null(beside.Limits.Single(limit => limit.What == "cache line to another CPU").Ratio);
    }
}
