using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

/// <summary>Comparisons of times whose distribution is known.</summary>
public sealed class ComparisonTests
{
    private readonly Random random = new(42);

    private double Noisy(double time) => time * (1 + (0.1 * random.NextDouble()));

    [Fact]
    public void Two_of_the_same_distribution_are_hardly_ever_told_apart()
    {
        var outcomes = Enumerable.Range(0, 200).Select(_ => Comparison.Of("one", "other", () => Noisy(5), () => Noisy(5))).ToList();
        Assert.InRange(outcomes.Count(one => one.IsSlower || one.IsFaster), 0, 10);
        Assert.InRange(outcomes.Count(one => one.IsLevel), 150, 200);
    }

    [Theory]
    [InlineData(7.5, "slower")]
    [InlineData(3, "faster")]
    public void A_real_difference_is_found(double second, string outcome) =>
        Assert.All(Enumerable.Range(0, 50).Select(_ => Comparison.Of("one", "other", () => Noisy(5), () => Noisy(second))), one =>
        {
            Assert.Equal(outcome, one.Outcome);
            Assert.InRange(second / 5, one.Low * 0.95, one.High * 1.05);
        });

    /// <summary>Skewed, and with an outlier now and then, as times are. Its median is known.</summary>
    private double Skewed(double median)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return median * Math.Exp(0.15 * normal) * (random.Next(50) == 0 ? 4 : 1);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.05)]
    [InlineData(1.7)]
    public void The_interval_holds_the_true_ratio_about_as_often_as_it_says(double ratio)
    {
        const int Trials = 200;
        var held = Enumerable.Range(0, Trials)
            .Select(_ => Comparison.Of("one", "other", () => Skewed(5), () => Skewed(5 * ratio)))
            .Count(one => one.Low <= ratio && ratio <= one.High);
        Assert.InRange((double)held / Trials, 0.91, 0.999);
    }

    [Fact]
    public void A_machine_that_becomes_slower_meanwhile_makes_no_difference()
    {
        var time = 5.0;
        var comparison = Comparison.Of("one", "other", () => time += 0.1, () => time += 0.1);
        Assert.False(comparison.IsSlower || comparison.IsFaster, $"{comparison}");
    }

    [Fact]
    public void A_difference_within_noise_is_not_called_one()
    {
        var turn = 0;
        var comparison = Comparison.Of("one", "other", () => turn++ % 2 == 0 ? 5 : 8, () => 7);
        Assert.Equal("not distinguishable here", comparison.Outcome);
        Assert.True(comparison.Noise > 0.5);
    }
}
