namespace Ipc.Measurement.Runs;

/// <summary>One case in two runs. Times are in µs, of a round trip or of a message one way.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="Metric">Round trips, or messages one way.</param>
/// <param name="First">The first's time: the median of its pairs of processes.</param>
/// <param name="FirstLow">The lower end of the interval that holds it with a confidence of 95 %; of fewer than 6 pairs the lowest.</param>
/// <param name="FirstHigh">Its upper end.</param>
/// <param name="Second">The second's time.</param>
/// <param name="SecondLow">The lower end of its interval.</param>
/// <param name="SecondHigh">Its upper end.</param>
/// <param name="FirstTail">The first's p99.9; <c>null</c> where the two did not measure alike.</param>
/// <param name="SecondTail">The second's.</param>
public sealed record RunsBesideRow(
    string Mechanism,
    [property: Column("size", Unit = "bytes")] int Bytes,
    Placement Placement,
    [property: Column("measured")] Metric Metric,
    [property: Column("first, p50", Unit = "µs")] double First,
    [property: Column("from", Unit = "µs")] double FirstLow,
    [property: Column("to", Unit = "µs")] double FirstHigh,
    [property: Column("second, p50", Unit = "µs")] double Second,
    [property: Column("from", Unit = "µs")] double SecondLow,
    [property: Column("to", Unit = "µs")] double SecondHigh,
    [property: Column("first, p99.9", Unit = "µs")] double? FirstTail,
    [property: Column("second, p99.9", Unit = "µs")] double? SecondTail) : IObservation
{
    /// <summary>How many times the first's time the second takes.</summary>
    [Column("second ÷ first")]
    public double Ratio => Second / First;

    /// <summary>What can be told of the second: nothing where the intervals overlap.</summary>
    [Column("so the second is")]
    public string Outcome => SecondLow > FirstHigh ? "slower" : SecondHigh < FirstLow ? "faster" : "not distinguishable";

    internal static RunsBesideRow Of(RunResult first, RunResult second, bool hasTails)
    {
        var (firstMiddle, firstLow, firstHigh) = Interval(first);
        var (secondMiddle, secondLow, secondHigh) = Interval(second);
        return new(
            first.Mechanism, first.Bytes, first.Placement, first.Metric,
            firstMiddle, firstLow, firstHigh, secondMiddle, secondLow, secondHigh,
            hasTails ? first.P999 : null, hasTails ? second.P999 : null);
    }

    private static (double Middle, double Low, double High) Interval(RunResult result)
    {
        var (low, high) = Bootstrap.OfMedian(result.PairMedians);
        return (Bootstrap.Median(result.PairMedians), low, high);
    }
}
