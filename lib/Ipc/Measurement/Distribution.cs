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
    private readonly LongHistogram histogram = new(Longest, SignificantDigits);

    private Distribution(IEnumerable<double> nanoseconds)
    {
        var (min, max) = (double.MaxValue, 0.0);
        foreach (var time in nanoseconds)
        {
            histogram.RecordValue(Math.Clamp((long)(time * UnitsPerNanosecond), 0, Longest));
            (min, max) = (Math.Min(min, time), Math.Max(max, time));
        }

        (Min, Max) = (min / 1000, max / 1000);
    }

    /// <summary>The shortest time, in µs.</summary>
    internal double Min { get; }

    /// <summary>The longest, in µs.</summary>
    internal double Max { get; }

    /// <summary>Puts times, in nanoseconds, into a histogram.</summary>
    internal static Distribution Of(IEnumerable<double> nanoseconds) => new(nanoseconds);

    /// <summary>The time that so many percent are not longer than, in µs.</summary>
    internal double At(double percentile) => Math.Clamp(histogram.GetValueAtPercentile(percentile) / UnitsPerMicrosecond, Min, Max);
}
