using static Ipc.Notebooks.PlotlyFigure;

namespace Ipc.Notebooks;

/// <summary>Points with their intervals, several beside each other in each row.</summary>
internal static class IntervalChart
{
    private const double Apart = 0.32;
    private static readonly string[] s_symbols = ["circle", "diamond-open", "square", "triangle-up-open"];

    /// <summary>Rows from top to bottom.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="rows">The rows' labels.</param>
    /// <param name="sets">What stands beside each other: a name, and a point for each row. A point's place on the x axis is not read.</param>
    /// <param name="note">How to read the drawing.</param>
    public static ChartResult Draw(string title, Axis axis, IReadOnlyList<string> rows, IReadOnlyList<(string Name, IReadOnlyList<SeriesPoint> Points)> sets, string note)
    {
        var colours = rows.Select(row => MechanismColour.StyleOf(row, 0).Colour).ToArray();
        var all = sets.SelectMany(set => set.Points).ToList();
        var figure = new PlotlyFigure(title, axis, "")
            .Set("height", 130 + (44 * Math.Max(2, rows.Count)))
            .Set("showlegend", true)
            .SetAxis("xaxis", AxisTicks.For(axis, all.SelectMany(point => new[] { point.Low ?? point.Y, point.High ?? point.Y })))
            .SetAxis("yaxis", ("tickvals", Enumerable.Range(0, rows.Count).ToArray()), ("ticktext", rows.ToArray()), ("range", new[] { rows.Count - 0.5, -0.5 }), ("ticks", ""), ("showgrid", false), ("zeroline", false));
        for (var i = 0; i < sets.Count; i++)
        {
            var (name, points) = sets[i];
            var shift = ((i + 0.5) / sets.Count - 0.5) * Apart * sets.Count;
            figure.Add(
                "scatter",
                ("name", name),
                ("mode", "markers"),
                ("x", points.Select(point => point.Y).ToArray()),
                ("y", points.Select((_, row) => row + shift).ToArray()),
                ("marker", Map(("color", colours), ("symbol", s_symbols[i % s_symbols.Length]), ("size", 9), ("line", Map(("width", 2), ("color", colours))))),
                ("error_x", Map(
                    ("type", "data"), ("symmetric", false), ("thickness", 1.5), ("width", 4),
                    ("array", points.Select(point => (point.High ?? point.Y) - point.Y).ToArray()),
                    ("arrayminus", points.Select(point => point.Y - (point.Low ?? point.Y)).ToArray()))));
        }

        var figures = FiguresTable.Of(
            ["", "", axis.ToString(), "from", "to"],
            rows.SelectMany((row, i) => sets.Select(set => new object?[] { row, set.Name, set.Points[i].Y, set.Points[i].Low, set.Points[i].High })));
        var alternative = $"{axis.Title}: {string.Join("; ", rows.Select((row, i) => $"{row} {string.Join(", ", sets.Select(set => $"{set.Name} {set.Points[i].Y:#,0.###}"))}"))}.";
        return new ChartResult(title, axis, "", figure, figures, alternative, note);
    }
}
