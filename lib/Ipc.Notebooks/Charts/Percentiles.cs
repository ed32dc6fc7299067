namespace Ipc.Notebooks;

/// <summary>Percentiles of sorted values.</summary>
internal static class Percentiles
{
    /// <summary>The value below which a part of the values lies, interpolated between neighbours.</summary>
    /// <param name="sorted">The values in order, at least one.</param>
    /// <param name="part">The part, from 0 to 1.</param>
    public static double Of(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
