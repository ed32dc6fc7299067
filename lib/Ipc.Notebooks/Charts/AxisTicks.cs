using System.Globalization;

namespace Ipc.Notebooks;

/// <summary>Readable marks for logarithmic axes: whole decades, and powers of two where bytes are counted.</summary>
internal static class AxisTicks
{
    private const int MostTicks = 7;

    /// <summary>The marks that suit an axis and its values, as properties of Plotly's axis; none for a linear axis.</summary>
    public static (string Name, object Value)[] For(Axis axis, IEnumerable<double> values)
    {
        var positive = values.Where(value => value > 0 && double.IsFinite(value)).ToList();
        if (!axis.IsLogarithmic || positive.Count == 0)
            return [];
        var (low, high) = (positive.Min(), positive.Max());
        if (axis.Unit is "bytes" or "B")
        {
            var ticks = Powers(2, Math.Floor(Math.Log2(low)), Math.Ceiling(Math.Log2(high)));
            return [("tickvals", ticks), ("ticktext", ticks.Select(Bytes).ToArray())];
        }

        var decades = Powers(10, Math.Floor(Math.Log10(low)), Math.Ceiling(Math.Log10(high)));
        var marks = decades.Length > 3 ? decades : [.. decades.SelectMany(decade => new[] { decade, 2 * decade, 5 * decade })];
        return [("tickvals", marks), ("ticktext", marks.Select(tick => tick.ToString("#,0.######", CultureInfo.InvariantCulture)).ToArray())];
    }

    private static double[] Powers(double factor, double from, double to)
    {
        var step = Math.Max(1, Math.Ceiling((to - from) / MostTicks));
        return [.. Enumerable.Range(0, (int)((to - from) / step) + 1).Select(i => Math.Pow(factor, from + (i * step)))];
    }

    private static string Bytes(double bytes) => bytes switch
    {
        >= 1 << 30 => $"{bytes / (1 << 30):0.##} Gi",
        >= 1 << 20 => $"{bytes / (1 << 20):0.##} Mi",
        >= 1 << 10 => $"{bytes / (1 << 10):0.##} Ki",
        _ => bytes.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
