using System.Text.Json;
using Ipc.Measurement;

namespace Course.Tests.Commands;

/// <summary>The verb as a user calls it.</summary>
public sealed class BenchCommandTests
{
    [Fact]
    public async Task Json_has_the_host_the_limits_and_a_result_for_every_case()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--quick", "--json", "eventfd");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(2, json.GetProperty("version").GetInt32());
        Assert.NotEqual("", json.GetProperty("host").GetProperty("kernel").GetString());
        Assert.True(json.GetProperty("limitsNanoseconds").GetProperty("nullCall").GetDouble() > 0);
        var results = json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(BenchmarkPlan.Quick("eventfd").Cases.Count, results.Count);
        Assert.Equal([8, 64, 64 * 1024], results.Select(result => result.GetProperty("bytes").GetInt32()).Distinct());
        Assert.All(results, result => Assert.Equal(result.GetProperty("p50").ValueKind == JsonValueKind.Null, result.GetProperty("notMeasured").ValueKind == JsonValueKind.String));
        Assert.Contains(results, result => result.GetProperty("p50").ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task Text_has_a_row_for_what_was_measured_and_the_reason_for_what_was_not()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--quick", "eventfd");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("round trip, 8 B, one CPU", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("at a fixed rate", run.Output, StringComparison.Ordinal);
        Assert.Contains("  eventfd: the message is one word of 8 bytes (64 B, 64 KiB;", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_are_measured_at_a_fixed_rate_as_well()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--quick", "futex");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("round trips of 8 B at a fixed rate, one CPU: 5,000 meant to begin in a second", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Against_C_has_a_row_with_the_interval_and_the_limit()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "--against-c", "--quick", "signal");
        if (run.ExitCode != 0)
        {
            Assert.StartsWith("course: there is no C compiler", run.Error, StringComparison.Ordinal);
            Assert.Skip(run.Error);
        }

        Assert.Matches(@"(?m)^signal, real-time +8 +\d+\.\d\d +\d+\.\d\d +\d+\.\d{3} +\d+\.\d{3} +\d+\.\d{3} .* 1\.03  (within|over|not decided here)$", run.Output);
    }

    [Fact]
    public async Task A_mechanism_that_there_is_not_is_refused_by_name()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "pigeon");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("course: no mechanism's name has \"pigeon\" in it; there are \"pipe\", ", run.Error, StringComparison.Ordinal);
    }
}
