using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Ipc.Notebooks;

/// <summary>Charts of what the benchmark measured. What could not be measured is left out.</summary>
internal static class BenchmarkChart
{
    private const double Mebibyte = 1 << 20, Microsecond = 1e-6;

    /// <summary>Distributions of times, the shortest first.</summary>
    public static ChartResult Times(string title, IReadOnlyList<BenchmarkResult> results)
    {
        var shown = results.Where(result => result.NotMeasured is null).OrderBy(result => result.P50).ToList();
        var chart = Chart.Boxes(title, Axis.Log("time", "µs"), [.. shown.Select(result => (Label(result, shown), (IEnumerable<double>)result.Times))]);
        DrawLimits(chart, shown);
        return chart;
    }

    /// <summary>A line for each limit of the machine that bounds one of the results, from the first box to the last.</summary>
    private static void DrawLimits(ChartResult chart, List<BenchmarkResult> shown)
    {
        string[] dashes = ["dash", "dot", "dashdot"];
        var limits = shown.Where(result => result is { Limit: not null, TimesLimit: > 0 }).GroupBy(result => result.Limit!).ToList();
        for (var i = 0; i < limits.Count; i++)
        {
            var time = limits[i].First() is var bounded ? bounded.P50 / bounded.TimesLimit!.Value : double.NaN;
            chart.Figure.Add(
                "scatter",
                ("name", $"limit: {limits[i].Key}"),
                ("mode", "lines"),
                ("showlegend", true),
                ("x", shown.Select(_ => time).ToArray()),
                ("y", shown.Select(result => Label(result, shown)).ToArray()),
                ("line", PlotlyFigure.Map(("color", MechanismColour.Of("memory copy")), ("dash", dashes[i % dashes.Length]), ("width", 2))));
        }

        if (limits.Count > 0)
        {
            chart.Figure.Set("showlegend", true);
        }
    }

    /// <summary>Throughput by size, with the speed at which memory is copied above it.</summary>
    public static ChartResult Throughput(string title, IReadOnlyList<BenchmarkResult> results, MachineLimits limits)
    {
        var shown = results.Where(result => result.MebibytesPerSecond is not null).ToList();
        var series = shown.GroupBy(result => result.Mechanism).Select(same => Series.Of(
            same.Key,
            same,
            result => result.Bytes,
            result => result.MebibytesPerSecond!.Value,
            result => Speed(result, 0.9),
            result => Speed(result, 0.1)));
        return Chart.Line(
            title,
            Axis.Log("message size", "bytes"),
            Axis.Log("throughput", "MiB/s"),
            [.. series, Series.Of("memory copy", limits.Copies, copy => copy.Bytes, copy => copy.MebibytesPerSecond)]);
    }

    /// <summary>The times of two runs, the first's shortest first.</summary>
    public static ChartResult Beside(string title, RunsBeside beside, IReadOnlyList<RunsBesideRow> rows)
    {
        var shown = rows.OrderBy(row => row.First).ToList();
        return IntervalChart.Draw(
            title,
            Axis.Log("time", "µs"),
            [.. shown.Select(row => row.Mechanism)],
            [
                (beside.First, [.. shown.Select((row, i) => new SeriesPoint(i, row.First, row.FirstLow, row.FirstHigh))]),
                (beside.Second, [.. shown.Select((row, i) => new SeriesPoint(i, row.Second, row.SecondLow, row.SecondHigh))]),
            ],
            $"Bars: {RunsBeside.Intervals}. {Machine(beside.First, beside, fact => fact.First)}; {Machine(beside.Second, beside, fact => fact.Second)}. Drawn on");
    }

    /// <summary>Each run's machine: a chart of two machines is not of the one that draws it.</summary>
    private static string Machine(string name, RunsBeside beside, Func<RunsBesideFacts, string> value)
    {
        string Fact(string fact) => value(beside.Hosts.First(one => one.Fact == fact));
        return $"{name}: Linux {Fact("kernel")}, {Fact("architecture")}, {Fact("CPU")}, {Fact("usable CPUs")} CPUs, {Fact("date")}";
    }

    /// <summary>The speed of a batch that is slower than so many of all.</summary>
    private static double Speed(BenchmarkResult result, double part) => result.Bytes / Mebibyte / (Percentiles.Of([.. result.Times.Order()], part) * Microsecond);

    private static string Label(BenchmarkResult result, List<BenchmarkResult> shown) =>
        shown.Select(one => one.Placement).Distinct().Count() == 1 ? result.Mechanism : $"{result.Mechanism}, {Where(result.Placement)}";

    private static string Where(Placement placement) => placement switch { Placement.OneCpu => "one CPU", Placement.TwoCpus => "two CPUs", _ => "unpinned" };
}
