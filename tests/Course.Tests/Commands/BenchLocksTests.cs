using System.Text.Json;

namespace Course.Tests.Commands;

/// <summary>The verb as a user calls it.</summary>
public sealed class BenchLocksTests
{
    [Fact]
    public async Task Json_has_every_lock_alone_and_in_every_contest()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "locks", "--quick", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        Assert.Equal(8, json.GetProperty("uncontended").GetArrayLength());
        var contests = json.GetProperty("contended").EnumerateArray().ToList();
        Assert.Equal(24, contests.Count);
        Assert.All(contests, contest => Assert.Equal(contest.GetProperty("fairness").ValueKind == JsonValueKind.Null, contest.GetProperty("notMeasured").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task Text_has_a_row_for_each_lock()
    {
        var run = await CourseProgram.Run(AppContext.BaseDirectory, "bench", "locks", "--quick");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"(?m)^pthread mutex, robust +[\d.,]+ +[\d.,]+ +[\d.,]+ +[\d.,]+ +(0|-)$", run.Output);
        Assert.Matches(@"(?m)^8 at once +a second +slowest +fastest +fairness +least +most$", run.Output);
    }
}
