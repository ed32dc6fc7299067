using static Ipc.Notebooks.PlotlyFigure;

namespace Ipc.Notebooks;

/// <summary>Charts of series of points.</summary>
internal static class SeriesChart
{
    /// <summary>Lines or clouds.</summary>
    public static ChartResult Draw(string title, Axis x, Axis y, IReadOnlyList<Series> series, bool withLines)
    {
        var all = series.SelectMany(one => one.Points).ToList();
        var figure = new PlotlyFigure(title, x, y)
            .SetAxis("xaxis", AxisTicks.For(x, all.Select(point => point.X)))
            .SetAxis("yaxis", AxisTicks.For(y, all.Select(point => point.Y)))
            .Set("showlegend", series.Count > 1);
        if (!y.IsLogarithmic)
            figure.SetAxis("yaxis", ("rangemode", "tozero"));
        foreach (var (one, style) in series.Zip(MechanismColour.StylesOf([.. series.Select(one => one.Name)])))
            Add(figure, one, style, withLines);

        return new ChartResult(title, x, y, figure, Figures(x, y, series), Alternative(x, y, series, all));
    }

    private static void Add(PlotlyFigure figure, Series series, MechanismStyle style, bool withLines)
    {
        var points = withLines ? series.Points.OrderBy(point => point.X).ToList() : series.Points;
        var properties = new List<(string, object)>
        {
            ("name", series.Name),
            ("cliponaxis", false),
            ("mode", withLines ? "lines+markers" : "markers"),
            ("x", points.Select(point => point.X).ToArray()),
            ("y", points.Select(point => point.Y).ToArray()),
            ("line", Map(("color", style.Colour), ("dash", style.Dash), ("width", 2))),
            ("marker", Map(("color", style.Colour), ("symbol", style.Symbol), ("size", withLines ? 7 : 6), ("opacity", withLines ? 1 : 0.7))),
        };
        if (points.Any(point => point.Low is not null || point.High is not null))
        {
            properties.Add(("error_y", Map(
                ("type", "data"), ("symmetric", false), ("thickness", 1.2), ("width", 3), ("color", style.Colour),
                ("array", points.Select(point => (point.High ?? point.Y) - point.Y).ToArray()),
                ("arrayminus", points.Select(point => point.Y - (point.Low ?? point.Y)).ToArray()))));
        }

        figure.Add("scatter", [.. properties]);
    }

    private static TableModel Figures(Axis x, Axis y, IReadOnlyList<Series> series)
    {
        var hasRange = series.Any(one => one.Points.Any(point => point.Low is not null || point.High is not null));
        List<string> heads = ["series", x.ToString(), y.ToString()];
        if (hasRange)
            heads.AddRange(["lowest", "highest"]);
        return FiguresTable.Of(heads, series.SelectMany(one => one.Points.Select(point => new object?[] { one.Name, point.X, point.Y, point.Low, point.High })));
    }

    private static string Alternative(Axis x, Axis y, IReadOnlyList<Series> series, List<SeriesPoint> all) =>
        all.Count == 0 ? "There are no points."
        : $"{x} from {all.Min(point => point.X):#,0.###} to {all.Max(point => point.X):#,0.###}. "
            + string.Join(" ", series.Where(one => one.Points.Count > 0).Select(one =>
                $"{one.Name}: {y.Title} from {one.Points.Min(point => point.Y):#,0.###} to {one.Points.Max(point => point.Y):#,0.###}{(y.Unit.Length > 0 ? " " + y.Unit : "")}."));
}
