using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

public sealed class BootstrapTests
{
    /// <summary>Skewed, as times are: the true median is 1.</summary>
    private static double[] Skewed(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Math.Exp(0.5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(21)]
    public void The_interval_holds_the_true_median_about_as_often_as_it_says(int count)
    {
        const int Trials = 500;
        var random = new Random(4711);
        var held = Enumerable.Range(0, Trials).Count(_ => Bootstrap.OfMedian(Skewed(random, count)) is var (low, high) && low <= 1 && high >= 1);
        Assert.InRange((double)held / Trials, 0.93, 0.995);
    }

    [Fact]
    public void The_same_values_give_the_same_interval()
    {
        var values = Skewed(new Random(5), 11);
        Assert.Equal(Bootstrap.OfMedian(values), Bootstrap.OfMedian(values));
    }

    [Theory]
    [InlineData(5.0, 1.0)]
    [InlineData(4.0, 1.0, 9.0, 2.0, 3.0)]
    public void Too_few_values_have_no_narrower_interval_than_all_of_them(params double[] values) =>
        Assert.Equal((values.Min(), values.Max()), Bootstrap.OfMedian(values));

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_two_in_the_middle() => Assert.Equal(2.5, Bootstrap.Median([4, 1, 3, 2]));
}
