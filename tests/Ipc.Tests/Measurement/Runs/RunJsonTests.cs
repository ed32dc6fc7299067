using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Ipc.Tests.Measurement.Runs;

public sealed class RunJsonTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var run = SampleRuns.Of("any", SampleRuns.Measured("pipe", 64, 4, 5, 6), SampleRuns.NotMeasured("eventfd", 64, "the message is one word"));
        File.WriteAllText(path, run.ToJson());
        var read = BenchmarkRun.Read(path);
        Assert.Equal(run.ToJson(), read.ToJson());
        Assert.Equal(run.Host, read.Host);
        Assert.Equal(Path.GetFileNameWithoutExtension(path), read.Name);
    }

    [Fact]
    public void A_measurement_of_now_is_read_again()
    {
        var options = BenchmarkOptions.Quick with { Runs = 3, Samples = 20 };
        var limits = new MachineLimits(1, 2, 3, 0, 4, 5, null, []);
        var run = BenchmarkRun.Of(limits, options, [Benchmark.Measure(new("pipe"), options), Benchmark.Measure(new("eventfd", 64), options)]);
        File.WriteAllText(path, run.ToJson());
        var read = BenchmarkRun.Read(path);
        Assert.Equal(3, read.Results[0].PairMedians.Count);
        Assert.NotNull(read.Results[1].NotMeasured);
        Assert.Equal(run.ToJson(), read.ToJson());
    }

    [Theory]
    [InlineData("", "line 1: ")]
    [InlineData("[1]", "there is no field \"version\"")]
    [InlineData("{ \"version\": 1 }", "field version: its shape has the version 1, and only 2 is read here: measure again")]
    [InlineData("{ \"version\": 2, \"date\": \"yesterday\" }", "field date: ")]
    [InlineData("{ \"version\": 2 }", "missing required properties including: 'date'")]
    public void What_is_no_run_is_refused_by_file_and_field(string text, string reason) => Refused(text, reason);

    [Theory]
    [InlineData("\"p50\":5,", "\"p50\":null,", "field results[0].p50: it is null, although notMeasured gives no reason")]
    [InlineData("\"p50\":5,", "\"p50\":-1,", "field results[0].p50: it is -1")]
    [InlineData("\"p50\":5,", "", "field results[0]: JSON deserialization for type 'Ipc.Measurement.Runs.RunResult' was missing required properties including: 'p50'")]
    [InlineData("\"p50\":5,", "\"p50\":\"fast\",", "field results[0].p50: ")]
    [InlineData("\"pairMedians\":[4,5,6],", "\"pairMedians\":[],", "field results[0].pairMedians: each pair of processes has a median")]
    [InlineData("\"placement\":\"OneCpu\",", "\"placement\":\"Somewhere\",", "field results[0].placement: ")]
    [InlineData("\"bytes\":8,", "\"bytes\":64,", "field results: pipe, 64 bytes, one CPU, round trip is there twice")]
    public void A_wrong_figure_is_refused_by_its_name(string right, string wrong, string reason)
    {
        var json = SampleRuns.Of("any", SampleRuns.Measured("pipe", 64, 4, 5, 6), SampleRuns.Measured("pipe", 8, 4, 5, 6)).ToJson();
        var at = json.IndexOf(right, json.IndexOf("\"results\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(at > 0, json);
        Refused(json[..at] + wrong + json[(at + right.Length)..], reason);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.StartsWith("/nowhere/run.json cannot be read: ", Assert.Throws<FormatException>(() => BenchmarkRun.Read("/nowhere/run.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_field_of_a_later_course_is_left_unread()
    {
        var run = SampleRuns.Of("any", SampleRuns.Measured("pipe", 64, 4, 5, 6));
        File.WriteAllText(path, run.ToJson().Replace("\"version\": 2", "\"version\": 2, \"colour\": \"blue\"", StringComparison.Ordinal));
        Assert.Equal(run.ToJson(), BenchmarkRun.Read(path).ToJson());
    }

    private void Refused(string text, string reason)
    {
        File.WriteAllText(path, text);
        var message = Assert.Throws<FormatException>(() => BenchmarkRun.Read(path)).Message;
        Assert.StartsWith($"{path}: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.EndsWith("give it a file with all that 'course bench --json' prints, and nothing else", message, StringComparison.Ordinal);
    }
}
