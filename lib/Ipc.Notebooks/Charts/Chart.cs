using Ipc.Measurement;
using Ipc.Measurement.Creation;
using Ipc.Measurement.Locks;
using Ipc.Measurement.Runs;
using Ipc.Tracing;

namespace Ipc.Notebooks;

/// <summary>Charts of what was measured. Each has its axes' units, the machine in its caption, and its figures as a table.</summary>
public static class Chart
{
    /// <summary>Lines through points, in the order of x.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="series">The lines.</param>
    public static ChartResult Line(string title, Axis x, Axis y, params Series[] series) => SeriesChart.Draw(title, x, y, series, withLines: true);

    /// <summary>Lines through points, in the order of x.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="series">The lines.</param>
    /// <param name="logX">Whether the x axis is logarithmic.</param>
    /// <param name="logY">Whether the y axis is logarithmic.</param>
    public static ChartResult Line(string title, Axis x, Axis y, IEnumerable<Series> series, bool logX = false, bool logY = false) =>
        SeriesChart.Draw(title, x.OrLog(logX), y.OrLog(logY), [.. series], withLines: true);

    /// <summary>Points without lines.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="series">The clouds of points.</param>
    public static ChartResult Scatter(string title, Axis x, Axis y, params Series[] series) => SeriesChart.Draw(title, x, y, series, withLines: false);

    /// <summary>Points without lines.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="x">The x axis.</param>
    /// <param name="y">The y axis.</param>
    /// <param name="series">The clouds of points.</param>
    /// <param name="logX">Whether the x axis is logarithmic.</param>
    /// <param name="logY">Whether the y axis is logarithmic.</param>
    public static ChartResult Scatter(string title, Axis x, Axis y, IEnumerable<Series> series, bool logX = false, bool logY = false) =>
        SeriesChart.Draw(title, x.OrLog(logX), y.OrLog(logY), [.. series], withLines: false);

    /// <summary>A bar for each value, with its label beside it.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="bars">The labels and their values, from top to bottom.</param>
    public static ChartResult Bars(string title, Axis axis, params (string Label, double Value)[] bars) => BarChart.Draw(title, axis, bars);

    /// <summary>The time that the calls of each name took, the most first, with how many there were.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="calls">The calls, counted: <see cref="SystemCallTrace.Summarise"/>.</param>
    /// <param name="most">How many names at most; the others are left out.</param>
    public static ChartResult Calls(string title, IReadOnlyList<SystemCallSummary> calls, int most = 15) =>
        BarChart.Draw(title, new Axis("time, entry to exit", "µs"), [.. calls.Take(most).Select(call => ($"{call.Name} × {call.Calls}{(call.Errors > 0 ? $", {call.Errors} failed" : "")}", call.Time.TotalMicroseconds))]);

    /// <summary>How often values of each size occurred.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="values">The values.</param>
    /// <param name="logScale">Whether the classes double rather than follow each other at equal distances; values of 0 and below are left out then.</param>
    public static ChartResult Histogram(string title, Axis axis, IEnumerable<double> values, bool logScale = false) =>
        DistributionChart.Histogram(title, axis.OrLog(logScale), [.. values]);

    /// <summary>Distributions beside each other: the box holds the middle half, the whiskers reach from the 5th to the 95th percentile.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="groups">The labels and their values, from top to bottom.</param>
    public static ChartResult Boxes(string title, Axis axis, params (string Label, IEnumerable<double> Values)[] groups) =>
        DistributionChart.Boxes(title, axis, [.. groups.Select(group => (group.Label, group.Values.Order().ToArray()))]);

    /// <summary>What every percentile is: a line for each group, on an axis that gives each further nine the same room.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="groups">The labels and their values.</param>
    public static ChartResult ByPercentile(string title, Axis axis, params (string Label, IEnumerable<double> Values)[] groups) =>
        PercentileChart.Draw(title, axis, [.. groups.Select(group => (group.Label, group.Values.Order().ToArray()))]);

    /// <summary>How long round trips or messages took, as boxes on a logarithmic axis, the shortest median first, with a line for each limit of the machine that applies.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="results">What was measured; what could not be is left out.</param>
    public static ChartResult Times(string title, IEnumerable<BenchmarkResult> results) => BenchmarkChart.Times(title, [.. results]);

    /// <summary>Throughput by message size, on logarithmic axes, with the speed of copying memory as the limit. The bars reach from the tenth fastest batch of a hundred to the tenth slowest.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="results">What was measured; what could not be is left out.</param>
    /// <param name="limits">The limits of the same run.</param>
    public static ChartResult Throughput(string title, IEnumerable<BenchmarkResult> results, MachineLimits limits) => BenchmarkChart.Throughput(title, [.. results], limits);

    /// <summary>The times of two runs beside each other, on a logarithmic axis, with the intervals that hold them with a confidence of 95 %.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="beside">The two runs.</param>
    /// <param name="placement">Where the processes ran.</param>
    /// <param name="metric">Round trips, or messages one way.</param>
    /// <param name="bytes">The size of each message.</param>
    public static ChartResult Beside(string title, RunsBeside beside, Placement placement, Metric metric, int bytes)
    {
        ArgumentNullException.ThrowIfNull(beside);
        return BenchmarkChart.Beside(title, beside, [.. beside.Rows.Where(row => (row.Placement, row.Metric, row.Bytes) == (placement, metric, bytes))]);
    }

    /// <summary>What a new process costs by the resident memory of its parent, on logarithmic axes; published figures, where there are some, are marked as such. The bars reach from the shortest time to the one that 90 of 100 are not longer than.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="costs">What was measured; what could not be is left out.</param>
    /// <param name="published">Figures of other machines: of calls and new processes that were measured here, too; the others are left out.</param>
    public static ChartResult Creation(string title, IEnumerable<CreationCost> costs, IEnumerable<PublishedFigure>? published = null) => CreationChart.Draw(title, [.. costs], [.. published ?? []]);

    /// <summary>How often locks were taken that several wanted all the time. The bars reach from the slowest contest to the fastest.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="contests">What was measured; what could not be is left out.</param>
    public static ChartResult LockSpeed(string title, IEnumerable<LockContest> contests) => LockChart.Speed(title, [.. contests]);

    /// <summary>How fairly they were shared. The bars reach from the least fair contest to the fairest.</summary>
    /// <param name="title">The question that the chart answers.</param>
    /// <param name="contests">What was measured; what could not be is left out.</param>
    public static ChartResult LockFairness(string title, IEnumerable<LockContest> contests) => LockChart.Fairness(title, [.. contests]);
}
