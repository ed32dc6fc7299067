using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

public sealed class DistributionTests
{
    private const double HistogramError = 0.001, TenthOfNanosecond = 0.0001;

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

    /// <summary>Ways that times may be spread, each over many orders of magnitude: of a number from 0 to 1, a time in ns.</summary>
    public static TheoryData<string, int> Spreads
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Shapes.Keys)
            {
                foreach (var count in (int[])[7, 1000, 30_000])
                {
                    data.Add(name, count);
                }
            }

            return data;
        }
    }

    private static Dictionary<string, Func<Random, double>> Shapes { get; } = new()
    {
        ["uniform"] = random => 1 + (1e6 * random.NextDouble()),
        ["exponential"] = random => 1 - (5000 * Math.Log(1 - random.NextDouble())),
        ["two humps, far apart"] = random => (random.Next(20) == 0 ? 3e7 : 4e3) * (1 + (0.2 * random.NextDouble())),
        ["heavy tail"] = random => 100 / Math.Pow(1 - random.NextDouble(), 1.5),
        ["from 1 ns to 100 s"] = random => Math.Pow(10, 11 * random.NextDouble()),
        ["always the same"] = _ => 123_456,
    };

    [Theory]
    [MemberData(nameof(Spreads))]
    public void Every_percentile_is_within_the_promised_digits_of_the_exact_one(string shape, int count)
    {
        var random = new Random(count);
        double[] sorted = [.. Enumerable.Range(0, count).Select(_ => Math.Min(Shapes[shape](random), 500e9)).Order()];
        var distribution = Distribution.Of(sorted);
        foreach (var percentile in (double[])[1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100])
        {
            // The smallest of the values that so many percent are not above.
            var exact = sorted[Math.Clamp((int)Math.Ceiling((percentile * count / 100) - 1e-6) - 1, 0, count - 1)] / 1000;
            Assert.InRange(distribution.At(percentile), exact * (1 - HistogramError) - TenthOfNanosecond, exact * (1 + HistogramError) + TenthOfNanosecond);
        }
    }

    /// <summary>
    /// Messages every 10 ms that take 1 ms for 100 s, and then one of 100 s: those that were meant to begin meanwhile would have taken 100 s,
    /// 99.99 s and so on. So half of all are long, and the loop that waited has one long time of ten thousand.
    /// </summary>
    [Fact]
    public void The_correction_adds_those_that_were_left_out()
    {
        const double Interval = 10e6, Short = 1e6, Long = 100e9;
        const int Shorts = 10_000;
        double[] seen = [.. Enumerable.Repeat(Short, Shorts), Long];
        double[] all = [.. seen, .. Enumerable.Range(1, 9_999).Select(i => Long - (i * Interval))];
        Array.Sort(all);
        var (plain, corrected) = (Distribution.Of(seen), Distribution.Of(seen, Interval));
        Assert.InRange(plain.At(99.9), 1000 * (1 - HistogramError), 1000 * (1 + HistogramError));
        foreach (var percentile in (double[])[10, 49, 51, 75, 90, 99, 99.9, 100])
        {
            var exact = all[(int)Math.Ceiling((percentile * all.Length / 100) - 1e-6) - 1] / 1000;
            Assert.InRange(corrected.At(percentile), exact * (1 - (2 * HistogramError)), exact * (1 + (2 * HistogramError)));
        }
    }

    [Fact]
    public void The_correction_changes_nothing_where_nobody_waited()
    {
        double[] times = [.. Enumerable.Range(1, 1000).Select(i => i * 9.0)];
        var (plain, corrected) = (Distribution.Of(times), Distribution.Of(times, expectedInterval: 9000));
        Assert.All(Enumerable.Range(1, 100), percentile => Assert.Equal(plain.At(percentile), corrected.At(percentile)));
    }

    [Fact]
    public void The_ends_are_exact()
    {
        var distribution = Distribution.Of([123_456.7, 0.3, 9_876_543_210.0]);
        Assert.Equal((0.0003, 9_876_543.21), (distribution.Min, distribution.Max));
        Assert.Equal(distribution.Max, distribution.At(100));
    }
}
