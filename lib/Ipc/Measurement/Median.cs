namespace Ipc.Measurement;

/// <summary>The middle of what was measured: half of the values are not above it.</summary>
internal static class Median
{
    internal static TimeSpan Of(IEnumerable<TimeSpan> values)
    {
        TimeSpan[] sorted = [.. values.Order()];
        return sorted[(sorted.Length - 1) / 2];
    }
}
