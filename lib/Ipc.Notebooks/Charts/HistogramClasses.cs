namespace Ipc.Notebooks;

/// <summary>One class of a histogram.</summary>
/// <param name="From">Its lower edge, which belongs to it.</param>
/// <param name="To">Its upper edge, which belongs to the next.</param>
/// <param name="Count">How many values lie in it.</param>
internal sealed record HistogramClass(double From, double To, int Count);

/// <summary>Sorts values into classes.</summary>
internal static class HistogramClasses
{
    private const int Fewest = 8;
    private const int Most = 60;

    /// <summary>Classes of equal width, or of equal ratio where the axis is logarithmic.</summary>
    public static IReadOnlyList<HistogramClass> Of(IReadOnlyList<double> values, bool isLogarithmic)
    {
        if (values.Count == 0)
            return [];
        double Scaled(double value) => isLogarithmic ? Math.Log10(value) : value;
        double Unscaled(double value) => isLogarithmic ? Math.Pow(10, value) : value;

        var low = Scaled(values.Min());
        var high = Scaled(values.Max());
        if (high <= low)
            high = low + (isLogarithmic ? 0.1 : 1);
        var count = Math.Clamp((int)Math.Ceiling(2 * Math.Cbrt(values.Count)), Fewest, Most);
        var width = (high - low) / count;
        var counts = new int[count];
        foreach (var value in values)
            counts[Math.Clamp((int)((Scaled(value) - low) / width), 0, count - 1)]++;
        return [.. counts.Select((hits, i) => new HistogramClass(Unscaled(low + (i * width)), Unscaled(low + ((i + 1) * width)), hits))];
    }
}
