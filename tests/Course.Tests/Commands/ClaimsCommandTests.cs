using System.Text.Json;

namespace Course.Tests.Commands;

public sealed class ClaimsCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public ClaimsCommandTests()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "Course.sln"), "");
        folder.CreateSubdirectory("data");
        Expect("Holds");
    }

    private string ExpectedFile => Path.Combine(folder.FullName, "data", "claims.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task As_JSON_a_claim_brings_its_statement_verdict_and_evidence()
    {
        var run = await CourseProgram.Run(folder.FullName, "claims", "--json", "p8");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var claim = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal(("P8", "Holds", "any", "Holds", "vfork(2)"), (Text("id"), Text("verdict"), Text("condition"), Text("expected"), Text("manPage")));
        Assert.StartsWith("A vforked child", claim.GetProperty("statement").GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("vfork", claim.GetProperty("statement").GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.Equal(1005, claim.GetProperty("evidence").GetProperty("observed")[1].GetProperty("after").GetInt64());
        Assert.True(claim.GetProperty("milliseconds").GetDouble() > 0);

        string? Text(string name) => claim.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_verdict_that_is_not_the_expected_one_is_told_and_ends_in_exit_code_1()
    {
        Expect("Fails");
        var run = await CourseProgram.Run(folder.FullName, "claims", "P8");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Holds, expected Fails", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("claims: 1 hold, 0 fail, 0 depend, 0 not observed; 1 differ from data/claims.json\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeated_a_claim_is_counted_by_verdict_with_and_without_load()
    {
        var run = await CourseProgram.Run(folder.FullName, "claims", "--repeat", "2", "P8");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("round 2 of 2, with all CPUs busy", run.Output, StringComparison.Ordinal);
        Assert.Contains("P8  2 × Holds", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 of 1 claims had one verdict in 2 rounds\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_claim_is_named_beside_those_that_there_are()
    {
        var run = await CourseProgram.Run(folder.FullName, "claims", "P8", "X9");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("course: no claim is called X9; there are P", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_expectations_that_cannot_be_read_is_named()
    {
        File.WriteAllText(ExpectedFile, "[{");
        var run = await CourseProgram.Run(folder.FullName, "claims", "P8");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"course: the expected verdicts cannot be read: {ExpectedFile}: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private void Expect(string verdict) =>
        File.WriteAllText(ExpectedFile, $$"""[{ "id": "P8", "expected": [{ "condition": "any", "verdict": "{{verdict}}" }] }]""");
}
