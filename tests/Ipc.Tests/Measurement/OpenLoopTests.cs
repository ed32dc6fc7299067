using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

/// <summary>A fixed rate. What is counted are samples, not their speed: a slow machine adds to the long ones, and takes none away.</summary>
public sealed class OpenLoopTests
{
    private const int Samples = 1000, Rate = 2000;
    private const double IntervalMicroseconds = 1e6 / Rate, StallMicroseconds = 300_000, HalfOfIt = StallMicroseconds / 2;
    private static readonly BenchmarkOptions Some = new() { Runs = 1, Samples = Samples, WarmUp = 20 };
    private static readonly TimeSpan Stall = TimeSpan.FromMicroseconds(StallMicroseconds);

    [Theory]
    [InlineData("pipe")]
    [InlineData("Unix socket, stream")]
    [InlineData("futex")]
    public void A_stall_delays_all_that_were_meant_to_begin_meanwhile(string mechanism)
    {
        var result = OpenLoop.Measure(new(mechanism, 8), Rate, Some, Stall);
        Assert.Equal((Samples, Samples, Samples), (result.Samples, result.Times.Count, result.TimesFromStart.Count));

        // Who was meant to begin in its first half has waited for at least the other half.
        Assert.InRange(result.Times.Count(time => time >= HalfOfIt), (int)(HalfOfIt / IntervalMicroseconds), Samples);
        Assert.InRange(result.TimesFromStart.Count(time => time >= HalfOfIt), 1, 5);
        Assert.True(result.P99 >= HalfOfIt && result.P99FromStart < HalfOfIt, $"{result}");
        Assert.True(result.P99Corrected >= HalfOfIt, $"{result}");
        Assert.All(result.Times.Zip(result.TimesFromStart), pair => Assert.True(pair.First >= pair.Second));
    }

    [Fact]
    public void A_closed_loop_has_the_same_stall_in_one_of_its_times()
    {
        var closed = Benchmark.Measure(new("pipe", 8), Some with { Stall = Stall });
        Assert.InRange(closed.Times.Count(time => time >= HalfOfIt), 1, 5);
        Assert.True(closed.P99 < HalfOfIt && closed.Max >= StallMicroseconds, $"{closed}");
    }

    [Fact]
    public void A_rate_that_cannot_be_kept_is_told_by_the_one_that_was()
    {
        const double TooFast = 1e6;
        var result = OpenLoop.Measure(new("Unix socket, stream", 64), TooFast, Some);
        Assert.Equal(TooFast, result.IntendedRate);
        Assert.True(result.AchievedRate < TooFast, $"{result}");
        Assert.True(result.P50 > result.P50FromStart, $"{result}");
    }

    [Fact]
    public void A_rate_that_can_be_kept_is_not_exceeded()
    {
        var result = OpenLoop.Measure(new("futex", 8), Rate, Some);
        Assert.InRange(result.AchievedRate, 1, Rate * 1.001);
        Assert.Equal(Samples, result.Samples);
    }

    [Fact]
    public void The_times_of_all_pairs_count() =>
        Assert.Equal(3 * 50, OpenLoop.Measure(new("pipe"), 10_000, Some with { Runs = 3, Samples = 50 }).Times.Count);

    [Fact]
    public void Two_that_spin_are_timed_one_by_one()
    {
        Assert.SkipWhen(Benchmark.Cpus < 2, "there is one CPU");
        Assert.Equal(100, OpenLoop.Measure(new("mmap'd file, spinning", 64, Placement.TwoCpus), 10_000, Some with { Samples = 100 }).Samples);
    }

    [Fact]
    public void What_a_mechanism_does_not_allow_is_said() =>
        Assert.Contains("8 bytes", OpenLoop.Measure(new("eventfd", 16), Rate, Some).NotMeasured, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2e6)]
    public void A_rate_that_is_none_is_refused(double rate) => Assert.Throws<ArgumentOutOfRangeException>(() => OpenLoop.Measure(new("pipe"), rate, Some));
}
