using HdrHistogram;

namespace Ipc.Measurement;

/// <summary>Times in a histogram of high dynamic range: every value is kept to three significant digits, from 1 ns to minutes.</summary>
/// <seealso href="https://hdrhistogram.github.io/HdrHistogram/"/>
internal sealed class Distribution
{
    // Of tenths of nanoseconds: an average over several messages has a fraction.
    private const double UnitsPerNanosecond = 10, UnitsPerMicrosecond = 1000 * UnitsPerNanosecond;
    private const long Longest = (long)(600e9 * UnitsPerNanosecond);
    private const int SignificantDigits = 3;
    private const double RoundingError = 1e-6;
    private readonly LongHistogram histogram = new(Longest, SignificantDigits);

    private Distribution(IEnumerable<double> nanoseconds, double expectedInterval)
    {
        var (min, max) = (double.MaxValue, 0.0);
        foreach (var time in nanoseconds)
        {
            histogram.RecordValueWithExpectedInterval(Math.Clamp((long)(time * UnitsPerNanosecond), 0, Longest), (long)(expectedInterval * UnitsPerNanosecond));
            (min, max) = (Math.Min(min, time), Math.Max(max, time));
        }

        (Min, Max) = (min / 1000, max / 1000);
    }

    /// <summary>The shortest time, in µs.</summary>
    internal double Min { get; }

    /// <summary>The longest, in µs.</summary>
    internal double Max { get; }

    /// <summary>Puts times, in nanoseconds, into a histogram.</summary>
    /// <param name="nanoseconds">The times.</param>
    /// <param name="expectedInterval">
    /// The interval at which they should have begun, in ns: for each that is longer, those are added that must have waited meanwhile, one interval
    /// shorter each (the correction for coordinated omission). 0 for none.
    /// </param>
    internal static Distribution Of(IEnumerable<double> nanoseconds, double expectedInterval = 0) => new(nanoseconds, expectedInterval);

    /// <summary>The time that so many percent are not longer than, in µs.</summary>
    internal double At(double percentile)
    {
        // The histogram takes the nearest whole number of values, which may be one too few: of 7 values, 5 are not yet 75 %.
        var count = Math.Max(1, histogram.TotalCount);
        var values = Math.Clamp(Math.Ceiling((percentile / 100 * count) - RoundingError), 1, count);
        return Math.Clamp(histogram.GetValueAtPercentile(100 * values / count) / UnitsPerMicrosecond, Min, Max);
    }
}
