using System.Text.Json;
using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Ipc.Notebooks.Tests.Charts;

public class ChartTests
{
    private static readonly ChartResult s_line = Chart.Line(
        "Which is faster?", Axis.Log("message size", "bytes"), "throughput (MiB/s)",
        new Series("pipe", [new(64, 100, 90, 120), new(4096, 1500, 1400, 1600)]),
        Series.Of("unix socket", [(64, 80), (4096, 1200)]));

    [Fact]
    public void A_chart_brings_a_figure_a_page_and_a_table() =>
        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "text/plain"], Samples.MimeTypes(s_line).Order());

    [Fact]
    public void The_figure_is_plain_json_of_data_layout_and_config()
    {
        using var json = JsonDocument.Parse(s_line.Figure.ToJson());

        var data = json.RootElement.GetProperty("data");
        Assert.Equal("scatter", data[0].GetProperty("type").GetString());
        Assert.Equal("pipe", data[0].GetProperty("name").GetString());
        Assert.Equal([100.0, 1500.0], data[0].GetProperty("y").EnumerateArray().Select(y => y.GetDouble()));
        Assert.Equal([20.0, 100.0], data[0].GetProperty("error_y").GetProperty("array").EnumerateArray().Select(y => y.GetDouble()));
        var layout = json.RootElement.GetProperty("layout");
        Assert.Equal("Which is faster?", layout.GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("log", layout.GetProperty("xaxis").GetProperty("type").GetString());
        Assert.Equal("throughput (MiB/s)", layout.GetProperty("yaxis").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("config").ValueKind);
    }

    [Fact]
    public void A_point_that_is_no_number_is_a_gap()
    {
        using var json = JsonDocument.Parse(Chart.Line("t", "x", "y", Series.Of("a", [(1, 2), (2, double.NaN), (3, double.PositiveInfinity)])).Figure.ToJson());
        var y = json.RootElement.GetProperty("data")[0].GetProperty("y").EnumerateArray().ToList();
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null, JsonValueKind.Null], y.Select(value => value.ValueKind));
        Assert.Equal(2, y[0].GetDouble());
    }

    [Fact]
    public void The_page_has_a_text_alternative_a_caption_and_no_address()
    {
        var html = Samples.Html(s_line);

        Assert.StartsWith("<figure class=\"ipc-chart\" data-ipc-chart><div class=\"ipc-plot\"", html);
        Assert.Contains("aria-label=\"Which is faster? message size (bytes) from 64 to 4,096.", html);
        Assert.Contains("<summary>The figures as a table</summary>", html);
        Assert.DoesNotContain("http", html);
    }

    [Fact]
    public void The_text_is_the_table_of_figures() =>
        Assert.Matches("pipe +64 +100 +90 +120\n", Samples.Plain(s_line));

    [Fact]
    public void A_mechanism_has_one_colour_in_every_chart()
    {
        Assert.Equal(MechanismColour.Of("pipe"), MechanismColour.Of("Pipe, 64 KiB"));
        Assert.NotEqual(MechanismColour.Of("fork"), MechanismColour.Of("vfork"));
    }

    [Fact]
    public void Script_text_cannot_end_the_script() =>
        Assert.DoesNotContain("</script><b>", Samples.Html(Chart.Bars("t", "x", ("</script><b>", 1))).Split("</script><figcaption>")[0]);

    [Fact]
    public void Every_value_is_counted_in_a_histogram()
    {
        var values = Enumerable.Range(1, 1000).Select(i => (double)i).ToList();

        Assert.Equal(1000, HistogramClasses.Of(values, isLogarithmic: true).Sum(one => one.Count));
        Assert.Equal(1000, HistogramClasses.Of(values, isLogarithmic: false).Sum(one => one.Count));
    }

    [Fact]
    public void A_box_tells_its_quartiles() =>
        Assert.Contains("Medians of time (µs): fork 50.", Chart.Boxes("t", "time (µs)", ("fork", Enumerable.Range(0, 101).Select(i => (double)i))).Alternative);

    [Fact]
    public void A_chart_without_points_says_so() =>
        Assert.Equal("There are no points.", Chart.Scatter("t", "x", "y", Series.Of("a", [])).Alternative);

    [Fact]
    public void Bytes_on_a_logarithmic_axis_are_marked_at_powers_of_two()
    {
        var ticks = AxisTicks.For(Axis.Log("size", "bytes"), [64, 1 << 20]).Single(property => property.Name == "ticktext");

        Assert.Equal(["64", "256", "1 Ki", "4 Ki", "16 Ki", "64 Ki", "256 Ki", "1 Mi"], (string[])ticks.Value);
    }

    private static BenchmarkResult Measured(string mechanism, int bytes, Placement placement, double median, double? speed = null) =>
        new(mechanism, bytes, placement, speed is null ? Metric.Latency : Metric.Throughput, 3, median / 2, median, median, median, median, median * 2, speed, 1, 2, 0, 0, null, null)
        {
            Times = [median / 2, median, median * 2],
        };

    [Fact]
    public void Measured_times_stand_in_their_order_and_what_was_not_measured_is_left_out()
    {
        var missing = Measured("futex", 8, Placement.TwoCpus, 1) with { NotMeasured = "there is one CPU" };
        var chart = Chart.Times("Which?", [Measured("pipe", 8, Placement.OneCpu, 5), missing, Measured("eventfd", 8, Placement.OneCpu, 4)]);
        Assert.Equal(["eventfd", "pipe"], chart.Figures.Rows.Select(row => row[0].Text));
    }

    [Fact]
    public void Throughput_stands_beside_the_copy_of_memory_with_its_spread()
    {
        var limits = new MachineLimits(20, 30, 60, 0, 120, 2000, null, [new MemoryCopy(1024, 60_000)]);
        var chart = Chart.Throughput("How many?", [Measured("pipe", 1 << 20, Placement.OneCpu, 1000, speed: 1000), Measured("pipe", 64, Placement.OneCpu, 1)], limits);
        Assert.Equal(["pipe", "memory copy"], chart.Figures.Rows.Select(row => row[0].Text));
        Assert.Equal(["1,000", "555.6", "1,667"], chart.Figures.Rows[0].Skip(2).Select(cell => cell.Text));
    }

    [Fact]
    public void The_limit_of_the_machine_is_drawn_beside_the_times()
    {
        var chart = Chart.Times("Which?", [
            Measured("pipe", 8, Placement.OneCpu, 6) with { Limit = "two context switches", TimesLimit = 3 },
            Measured("eventfd", 8, Placement.OneCpu, 4) with { Limit = "two context switches", TimesLimit = 2 }]);
        using var json = JsonDocument.Parse(chart.Figure.ToJson());
        var limit = Assert.Single(json.RootElement.GetProperty("data").EnumerateArray(), trace => trace.GetProperty("type").GetString() == "scatter");
        Assert.Equal("limit: two context switches", limit.GetProperty("name").GetString());
        Assert.Equal([2.0, 2.0], limit.GetProperty("x").EnumerateArray().Select(x => x.GetDouble()));
    }

    [Fact]
    public void Lines_of_one_mechanism_are_told_apart_without_colour()
    {
        string[] names = ["pipe", "FIFO", "Unix socket, stream", "Unix socket, datagram", "Unix socket, seqpacket", "message queue, POSIX", "eventfd", "futex", "mmap'd file, futex", "mmap'd file, semaphore", "mmap'd file, spinning", "memory copy"];
        var styles = names.Select(name => MechanismColour.StyleOf(name, 0)).ToList();
        Assert.Equal(names.Length, styles.Select(style => (style.Dash, style.Symbol)).Distinct().Count());
        Assert.Equal(styles[8].Colour, styles[10].Colour);
    }

    [Fact]
    public void Series_of_one_mechanism_in_one_chart_have_its_colour_and_markers_of_their_own()
    {
        var styles = MechanismColour.StylesOf([".NET lock (an object)", ".NET Lock", "pipe, one CPU", "pipe, two CPUs"]);
        Assert.Equal(4, styles.Select(style => (style.Dash, style.Symbol)).Distinct().Count());
        Assert.Equal(MechanismColour.Of("pipe"), styles[3].Colour);
        Assert.Equal(styles[0].Colour, styles[1].Colour);
    }

    [Fact]
    public void Percentiles_reach_to_the_last_value()
    {
        var chart = Chart.ByPercentile("How long?", Axis.Log("time", "µs"), ("pipe", Enumerable.Range(1, 1000).Select(i => (double)i)), ("nothing", []));
        using var json = JsonDocument.Parse(chart.Figure.ToJson());
        var line = Assert.Single(json.RootElement.GetProperty("data").EnumerateArray());
        var (x, y) = (line.GetProperty("x").EnumerateArray().Select(value => value.GetDouble()).ToList(), line.GetProperty("y").EnumerateArray().Select(value => value.GetDouble()).ToList());
        Assert.Equal((1.0, 1.0, 1000.0), (x[0], y[0], x[^1]));
        Assert.InRange(y[^1], 999, 1000);
        Assert.Equal(["pipe", "1,000", "500.5", "900.1", "990", "999", "1,000"], chart.Figures.Rows[0].Select(cell => cell.Text));
    }

    [Fact]
    public void Two_runs_stand_beside_each_other_with_their_intervals()
    {
        BenchmarkRun Run(string name, double median) => BenchmarkRun.Of(
            new MachineLimits(20, 30, 60, 0, 120, 2000, null, []), BenchmarkOptions.Quick,
            [Measured("pipe", 8, Placement.OneCpu, median) with { PairMedians = [median - 1, median, median + 1] }]) with
        { Name = name };
        var chart = Chart.Beside("Which?", RunsBeside.Of(Run("one", 5), Run("other", 9)), Placement.OneCpu, Metric.Latency, 8);
        Assert.Equal(["pipe", "one", "5", "4", "6"], chart.Figures.Rows[0].Select(cell => cell.Text));
        Assert.Equal(["pipe", "other", "9", "8", "10"], chart.Figures.Rows[1].Select(cell => cell.Text));
        Assert.Contains("one: Linux ", chart.Caption, StringComparison.Ordinal);
    }
}
