using System.Globalization;
using static Ipc.Notebooks.PlotlyFigure;

namespace Ipc.Notebooks;

/// <summary>
/// The value of every percentile. The axis of the percentiles gives each further nine the same room, so that the few long times
/// are seen as well as the many short ones.
/// </summary>
internal static class PercentileChart
{
    private const int PointsPerNine = 12;

    /// <summary>A line for each group.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="groups">Labels and sorted values.</param>
    public static ChartResult Draw(string title, Axis axis, IReadOnlyList<(string Label, double[] Sorted)> groups)
    {
        var shown = groups.Where(group => group.Sorted.Length > 0).ToList();
        var nines = Math.Max(1, (int)Math.Floor(Math.Log10(Math.Max(10, shown.Select(group => group.Sorted.Length).DefaultIfEmpty(10).Max()))));
        var ticks = Enumerable.Range(0, nines + 1).Select(i => Math.Pow(10, i)).ToArray();
        Axis x = Axis.Log("percentile", "%");
        var figure = new PlotlyFigure(title, x, axis)
            .SetAxis("xaxis", ("tickvals", ticks), ("ticktext", ticks.Select(Percent).ToArray()))
            .SetAxis("yaxis", AxisTicks.For(axis, shown.SelectMany(group => new[] { group.Sorted[0], group.Sorted[^1] })))
            .Set("showlegend", shown.Count > 1);
        foreach (var ((label, sorted), style) in shown.Zip(MechanismColour.StylesOf([.. shown.Select(group => group.Label)])))
        {
            var places = Places(sorted.Length).ToList();
            figure.Add(
                "scatter",
                ("name", label),
                ("mode", "lines+markers"),
                ("x", places.ToArray()),
                ("y", places.Select(place => Percentiles.Of(sorted, 1 - (1 / place))).ToArray()),
                ("line", Map(("color", style.Colour), ("dash", style.Dash), ("width", 2))),
                ("marker", Map(("color", style.Colour), ("symbol", style.Symbol), ("size", 6))));
        }

        double[] parts = [0.5, 0.9, 0.99, 0.999];
        var figures = FiguresTable.Of(
            ["", "values", .. parts.Select(part => $"{Percent(1 / (1 - part))}{(axis.Unit.Length > 0 ? $" ({axis.Unit})" : "")}"), "longest"],
            shown.Select(group => (object?[])[group.Label, group.Sorted.Length, .. parts.Select(part => (object?)Percentiles.Of(group.Sorted, part)), group.Sorted[^1]]));
        var alternative = string.Join(" ", shown.Select(group => $"{group.Label}: half within {Percentiles.Of(group.Sorted, 0.5):#,0.###} {axis.Unit}, 99 % within {Percentiles.Of(group.Sorted, 0.99):#,0.###}, the longest {group.Sorted[^1]:#,0.###}."));
        return new ChartResult(title, x, axis, figure, figures, alternative, "Each step to the right leaves a tenth of the values.");
    }

    /// <summary>From all values to the last one, with equal steps on the axis.</summary>
    private static IEnumerable<double> Places(int count)
    {
        var steps = (int)Math.Ceiling(Math.Log10(count) * PointsPerNine);
        return Enumerable.Range(0, steps).Select(i => Math.Pow(10, (double)i / PointsPerNine)).Append(count);
    }

    private static string Percent(double place) => (100 - (100 / place)).ToString("0.####", CultureInfo.InvariantCulture) + " %";
}
