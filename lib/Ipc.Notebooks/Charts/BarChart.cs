using static Ipc.Notebooks.PlotlyFigure;

namespace Ipc.Notebooks;

/// <summary>A bar for each value.</summary>
internal static class BarChart
{
    /// <summary>Bars from top to bottom.</summary>
    public static ChartResult Draw(string title, Axis axis, IReadOnlyList<(string Label, double Value)> bars)
    {
        var styles = bars.Select(bar => MechanismColour.StyleOf(bar.Label, 0)).ToList();
        var figures = FiguresTable.Of(["", axis.ToString()], bars.Select(bar => new object?[] { bar.Label, bar.Value }));
        var figure = new PlotlyFigure(title, axis, "")
            .Add(
                "bar",
                ("orientation", "h"),
                ("y", bars.Select(bar => bar.Label).ToArray()),
                ("x", bars.Select(bar => bar.Value).ToArray()),
                ("text", figures.Rows.Select(row => row[1].Text).ToArray()),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("marker", Map(("color", styles.Select(style => style.Colour).ToArray()))))
            .Set("margin", Map(("l", 56), ("r", 64), ("t", 36), ("b", 48)))
            .Set("bargap", 0.35)
            .Set("height", 110 + (38 * Math.Max(2, bars.Count)))
            .SetAxis("xaxis", AxisTicks.For(axis, bars.Select(bar => bar.Value)))
            .SetAxis("yaxis", ("type", "category"), ("autorange", "reversed"), ("ticks", ""), ("showgrid", false));
        var unit = axis.Unit.Length > 0 ? " " + axis.Unit : "";
        var alternative = $"{axis.Title}: {string.Join(", ", figures.Rows.Select(row => $"{row[0].Text} {row[1].Text}{unit}"))}.";
        return new ChartResult(title, axis, "", figure, figures, alternative);
    }
}
