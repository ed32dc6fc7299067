using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

public sealed class DistributionTests
{
    private const double HistogramError = 0.001;

    [Theory]
    [InlineData(50)]
    [InlineData(90)]
    [InlineData(99)]
    [InlineData(99.9)]
    public void A_percentile_of_known_values_is_right_to_three_digits(double percentile)
    {
        var times = Enumerable.Range(1, 100_000).Select(i => i * 37.0).ToList(); // 37 ns to 3.7 ms
        new Random(1).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(times));
        var expected = percentile / 100 * 3700;
        Assert.InRange(Distribution.Of(times).At(percentile), expected * (1 - HistogramError), expected * (1 + HistogramError));
    }

    [Fact]
    public void The_ends_are_exact()
    {
        var distribution = Distribution.Of([123_456.7, 0.3, 9_876_543_210.0]);
        Assert.Equal((0.0003, 9_876_543.21), (distribution.Min, distribution.Max));
        Assert.Equal(distribution.Max, distribution.At(100));
    }
}
