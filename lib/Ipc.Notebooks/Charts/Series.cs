namespace Ipc.Notebooks;

/// <summary>One line or one cloud of points of a chart.</summary>
/// <param name="Name">What the legend calls it. The name of a mechanism, such as "pipe", gives it that mechanism's colour.</param>
/// <param name="Points">Its points.</param>
public sealed record Series(string Name, IReadOnlyList<SeriesPoint> Points)
{
    /// <summary>A series of pairs.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="points">The points.</param>
    public static Series Of(string name, IEnumerable<(double X, double Y)> points) =>
        new(name, [.. points.Select(point => new SeriesPoint(point.X, point.Y))]);

    /// <summary>A series of records.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="rows">The records, one a point.</param>
    /// <param name="x">The place on the x axis.</param>
    /// <param name="y">The place on the y axis.</param>
    /// <param name="low">The lower end of the range of error, where there is one.</param>
    /// <param name="high">The upper end of the range of error, where there is one.</param>
    public static Series Of<T>(
        string name, IEnumerable<T> rows, Func<T, double> x, Func<T, double> y, Func<T, double>? low = null, Func<T, double>? high = null) =>
        new(name, [.. rows.Select(row => new SeriesPoint(x(row), y(row), low?.Invoke(row), high?.Invoke(row)))]);
}
