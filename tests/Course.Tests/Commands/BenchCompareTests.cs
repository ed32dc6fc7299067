using System.Text.Json;
using System.Text.RegularExpressions;
using Course.Commands;
using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Course.Tests.Commands;

/// <summary>The shape of a run's JSON, and two of them side by side, as a user has them.</summary>
public sealed partial class BenchCompareTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("course-runs-").FullName;

    private static BenchmarkRun Sample { get; } = Measured();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_json_has_exactly_the_fields_that_are_documented()
    {
        var documented = Documented();
        var fields = new Dictionary<string, HashSet<string>>();
        Collect(JsonDocument.Parse(Sample.ToJson()).RootElement, "", fields);
        Assert.Equal(documented.Keys.Order(), fields.Keys.Order());
        Assert.All(fields, field => Assert.All(field.Value, type => Assert.Contains(type, documented[field.Key])));
    }

    [Fact]
    public async Task Two_runs_stand_side_by_side_as_text_and_as_a_page()
    {
        var (first, second) = (Written("first", Sample), Written("second", Sample with { Host = Sample.Host with { Kernel = "9.9.9" } }));
        var page = Path.Combine(folder, "beside.html");
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--compare", first, second, "--html", page);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains($"{Sample.Host.Kernel} | 9.9.9\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^pipe +[\d.]+ \([\d.]+–[\d.]+\) +[\d.]+ \([\d.]+–[\d.]+\) +1\.00  not distinguishable", run.Output);
        Assert.Contains("  eventfd: not measured in either: the message is one word of 8 bytes (64 B; round trip; one CPU)", run.Output, StringComparison.Ordinal);
        Assert.Contains("Round trip, 64 B, one CPU", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_not_comparable_is_refused_with_the_reason()
    {
        var (first, second) = (Written("first", Sample), Written("second", Sample with { Results = [.. Sample.Results.Select(result => result with { Bytes = 128 })] }));
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--compare", first, second);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal("course: not comparable: first and second have no case in common that both have measured. first has pipe, FIFO; 64 bytes; one CPU; round trip; second has pipe, FIFO; 128 bytes; one CPU; round trip\n", run.Error);
    }

    [Fact]
    public async Task A_file_that_is_no_run_is_refused_by_name_and_field()
    {
        var (first, second) = (Written("first", Sample), Path.Combine(folder, "second.json"));
        await File.WriteAllTextAsync(second, Sample.ToJson().Replace("\"nullCall\":250", "\"nullCall\":\"short\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--compare", first, second);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"course: {second}: field limitsNanoseconds.nullCall: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--html", "page.html")]
    [InlineData("--compare", "a.json", "b.json", "--quick")]
    public async Task What_does_not_go_together_is_refused(params string[] arguments)
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, ["bench", .. arguments]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--compare measures nothing: it takes two files", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Measured on this machine, and short.</summary>
    private static BenchmarkRun Measured()
    {
        var options = BenchmarkOptions.Quick with { Runs = 3, Samples = 20 };
        var results = new[] { "pipe", "FIFO", "eventfd" }.Select(name => Benchmark.Measure(new(name), options)).ToList();
        var limits = new MachineLimits(20, 40, 60, 0, 250, 1100, null, [new(1024, 9000)]);
        return BenchmarkRun.Of(limits, options, results, [OpenLoop.Measure(new("pipe"), 10_000, options), OpenLoop.Measure(new("eventfd"), 10_000, options)], [(Placement.OneCpu, Comparison.Of("pipe", "FIFO", () => 5, () => 6))]);
    }

    private string Written(string name, BenchmarkRun run)
    {
        var path = Path.Combine(folder, $"{name}.json");
        File.WriteAllText(path, run.ToJson());
        return path;
    }

    private static Dictionary<string, string> Documented() =>
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "data", "README.md"))).ToDictionary(row => row.Groups["field"].Value, row => row.Groups["type"].Value);

    private static void Collect(JsonElement element, string path, Dictionary<string, HashSet<string>> fields)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Collect(property.Value, path.Length > 0 ? $"{path}.{property.Name}" : property.Name, fields);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, path + "[]", fields);
            }
        }
        else
        {
            (fields.TryGetValue(path, out var types) ? types : fields[path] = []).Add(element.ValueKind is JsonValueKind.True or JsonValueKind.False ? "boolean" : element.ValueKind.ToString().ToLowerInvariant());
        }
    }

    [GeneratedRegex(@"(?m)^\| `(?<field>[\w.\[\]]+)` \| (?<type>(string|number|boolean)( or null)?) \|")]
    private static partial Regex Row();
}
