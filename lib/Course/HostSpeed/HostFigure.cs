namespace Course.HostSpeed;

/// <summary>One property of the kernel as a user feels it, measured in several kernel processes.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit"><c>ms</c> or <c>MB</c> (10⁶ bytes).</param>
/// <param name="Limit">What it is meant to stay below, in the same unit.</param>
/// <param name="Values">Each kernel's value, in the order of the kernels.</param>
internal sealed record HostFigure(string What, string Unit, double Limit, IReadOnlyList<double> Values)
{
    /// <summary>The value in the middle; of an even number of values the mean of both in the middle.</summary>
    internal double Median => MedianOf(Values);

    internal bool IsWithin => Median < Limit;

    internal static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? throw new ArgumentException("no value has no median", nameof(values)) : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
