using System.Text.Json;

namespace Course.Tests.Commands;

/// <summary>The verb as a user calls it.</summary>
public sealed class BenchCreationTests
{
    [Fact]
    public async Task Json_has_the_host_a_result_for_every_case_and_the_published_figures()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "creation", "--quick", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.NotEqual("", json.GetProperty("host").GetProperty("kernel").GetString());
        var results = json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(5 * 8, results.Count);
        Assert.All(results, result => Assert.Equal(result.GetProperty("p50").ValueKind == JsonValueKind.Null, result.GetProperty("notMeasured").ValueKind == JsonValueKind.String));
        Assert.Contains(json.GetProperty("writtenAfterFork").EnumerateArray(), row => row.GetProperty("written").GetInt32() == row.GetProperty("faults").GetInt32());
        Assert.Contains(json.GetProperty("published").EnumerateArray(), figure => figure.GetProperty("what").GetString() == "On-demand-fork");
    }

    [Fact]
    public async Task Text_has_a_row_for_each_call_and_the_published_figures()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "creation", "--quick");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^0 MiB added: parent of \d+\.\d MiB, 0 of them in huge pages; page tables of a forked child \d+ KiB$", run.Output);
        Assert.Matches(@"(?m)^fork, exit +[\d.,]+ +[\d.,]+ +[\d.,]+ +[\d.,]+ +[\d.,]+ +\d+$", run.Output);
        Assert.Contains("    fork, exit: 1.7 MiB 222.7; ", run.Output, StringComparison.Ordinal);
    }
}
