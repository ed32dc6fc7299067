using static Ipc.Notebooks.PlotlyFigure;

namespace Ipc.Notebooks;

/// <summary>Charts of how values are distributed. What is drawn is computed here, so that a chart of a million values stays small.</summary>
internal static class DistributionChart
{
    /// <summary>How often values of each class occurred.</summary>
    public static ChartResult Histogram(string title, Axis axis, IReadOnlyList<double> values)
    {
        var used = values.Where(value => double.IsFinite(value) && (!axis.IsLogarithmic || value > 0)).ToList();
        var classes = HistogramClasses.Of(used, axis.IsLogarithmic);
        var style = MechanismColour.StyleOf("", 0);
        Axis y = "how often";
        var figure = new PlotlyFigure(title, axis, y)
            .Add(
                "scatter",
                ("mode", "lines"),
                ("x", classes.Select(one => one.From).Concat(classes.Select(one => one.To).TakeLast(1)).ToArray()),
                ("y", classes.Select(one => one.Count).Concat(classes.Count > 0 ? [0] : []).ToArray()),
                ("line", Map(("color", style.Colour), ("shape", "hv"), ("width", 1.5))),
                ("fill", "tozeroy"),
                ("fillcolor", "rgba(47,129,214,0.3)"))
            .SetAxis("xaxis", AxisTicks.For(axis, used))
            .SetAxis("yaxis", ("rangemode", "tozero"));
        var figures = FiguresTable.Of(["from", $"below ({(axis.Unit.Length > 0 ? axis.Unit : axis.Title)})", "how often"], classes.Select(one => new object?[] { one.From, one.To, one.Count }));
        var median = used.Count > 0 ? Percentiles.Of([.. used.Order()], 0.5) : double.NaN;
        var alternative = used.Count == 0 ? "There are no values." : $"{used.Count:#,0} values from {used.Min():#,0.###} to {used.Max():#,0.###}, median {median:#,0.###} {axis.Unit}".TrimEnd() + ".";
        return new ChartResult(title, axis, y, figure, figures, alternative);
    }

    /// <summary>Boxes from top to bottom.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="groups">Labels and sorted values.</param>
    public static ChartResult Boxes(string title, Axis axis, IReadOnlyList<(string Label, double[] Sorted)> groups)
    {
        var shown = groups.Where(group => group.Sorted.Length > 0).ToList();
        double[] At(double part) => [.. shown.Select(group => Percentiles.Of(group.Sorted, part))];
        var figure = new PlotlyFigure(title, axis, "")
            .Set("height", 110 + (52 * Math.Max(2, shown.Count)))
            .SetAxis("xaxis", AxisTicks.For(axis, At(0.05).Concat(At(0.95))))
            .SetAxis("yaxis", ("type", "category"), ("autorange", "reversed"), ("ticks", ""), ("showgrid", false));
        for (var i = 0; i < shown.Count; i++)
        {
            var (label, sorted) = shown[i];
            figure.Add(
                "box",
                ("orientation", "h"),
                ("name", label),
                ("showlegend", false),
                ("y", new[] { label }),
                ("lowerfence", new[] { Percentiles.Of(sorted, 0.05) }),
                ("q1", new[] { Percentiles.Of(sorted, 0.25) }),
                ("median", new[] { Percentiles.Of(sorted, 0.5) }),
                ("q3", new[] { Percentiles.Of(sorted, 0.75) }),
                ("upperfence", new[] { Percentiles.Of(sorted, 0.95) }),
                ("width", 0.5),
                ("line", Map(("color", MechanismColour.StyleOf(label, i).Colour), ("width", 1.5))));
        }

        var figures = FiguresTable.Of(
            ["", "values", $"5th percentile{InUnit(axis)}", "1st quartile", "median", "3rd quartile", "95th percentile"],
            shown.Select(group => new object?[]
            {
                group.Label, group.Sorted.Length, Percentiles.Of(group.Sorted, 0.05), Percentiles.Of(group.Sorted, 0.25),
                Percentiles.Of(group.Sorted, 0.5), Percentiles.Of(group.Sorted, 0.75), Percentiles.Of(group.Sorted, 0.95),
            }));
        var alternative = $"Medians of {axis}: {string.Join(", ", figures.Rows.Select(row => $"{row[0].Text} {row[4].Text}"))}.";
        return new ChartResult(title, axis, "", figure, figures, alternative, "Box: the middle half; whiskers: 5th to 95th percentile.");
    }

    private static string InUnit(Axis axis) => axis.Unit.Length > 0 ? $" ({axis.Unit})" : "";
}
