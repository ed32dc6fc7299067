using System.Diagnostics;
using System.Text.Json;
using Course.Jupyter;
using Ipc.Commands;
using Ipc.ProcFs;

namespace Course.Tests.Commands;

public sealed class TraceCommandTests
{
    private static string Here => AppContext.BaseDirectory;

    [Fact]
    public async Task A_command_is_shown_call_by_call_with_its_output_and_its_exit_code()
    {
        var run = await CourseProgram.Run(Here, "trace", "--", "sh", "-c", "echo seen; exit 3");
        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.Contains("write(1, \"seen\\n\", 5) = 5", run.Output, StringComparison.Ordinal);
        Assert.Contains("Output:\nseen\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("sh -c 'echo seen; exit 3': exited with 3\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_a_filtered_trace_holds_the_named_calls_only()
    {
        var run = await CourseProgram.Run(Here, "trace", "--filter", "write,close", "--json", "--", "sh", "-c", "echo seen");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        var calls = json.RootElement.GetProperty("calls").EnumerateArray().ToList();
        Assert.Subset(new HashSet<string?> { "write", "close" }, calls.Select(call => call.GetProperty("name").GetString()).ToHashSet());
        var write = calls.Single(call => call.GetProperty("name").GetString() == "write");
        Assert.Equal(("\"seen\\n\"", 5), (write.GetProperty("arguments").GetProperty("buf").GetString(), write.GetProperty("result").GetInt32()));
        Assert.Equal("seen\n", json.RootElement.GetProperty("output").GetProperty("standardOutput").GetString());
        Assert.Equal("Laboratory", json.RootElement.GetProperty("threads")[0].GetProperty("how").GetString());
    }

    [Fact]
    public async Task What_cannot_be_traced_is_told_in_one_line()
    {
        var missing = await CourseProgram.Run(Here, "trace", "--", "no-such-program");
        Assert.Equal((1, "", "course: execvp(no-such-program): ENOENT (2)"), (missing.ExitCode, missing.Output, missing.Error.Split(':', 4) is [var a, var b, var c, ..] ? $"{a}:{b}:{c}" : missing.Error));
        var unknown = await CourseProgram.Run(Here, "trace", "--filter", "raed", "--", "true");
        Assert.Equal((1, ""), (unknown.ExitCode, unknown.Output));
        Assert.StartsWith("course: there is no system call \"raed\"", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_killed_and_what_it_did_is_shown()
    {
        var run = await CourseProgram.Run(Here, "trace", "--timeout", "0.5", "--filter", "clock_nanosleep", "--", "sleep", "60");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("clock_nanosleep(", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("killed by SIGKILL; killed: it did not end within 0.5 s\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_stands_alone()
    {
        var folder = Directory.CreateTempSubdirectory("course-trace-");
        try
        {
            var file = Path.Combine(folder.FullName, "page.html");
            var run = await CourseProgram.Run(Here, "trace", "--html", file, "--", "sh", "-c", "echo seen | cat; exit 3");
            Assert.Equal((3, ""), (run.ExitCode, run.Error));
            var page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.Contains("echo seen | cat", page, StringComparison.Ordinal);
            Assert.Contains("execve", page, StringComparison.Ordinal);
            Assert.DoesNotContain("index.html", page, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_page_and_JSON_are_not_written_at_once()
    {
        var run = await CourseProgram.Run(Here, "trace", "--json", "--html", "page.html", "--", "true");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("one at a time", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_traced_dies_with_its_tracer()
    {
        var start = new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], "trace", "--", "sh", "-c", "sleep 4711 & sleep 4711"]) { WorkingDirectory = Here, RedirectStandardOutput = true, RedirectStandardError = true };
        using var tracer = Process.Start(start)!;
        List<int> Sleeping() => [.. ProcessTree.All().Where(process => process.Command == "sleep" && CommandLine.Of(process.Pid).Contains("4711")).Select(process => process.Pid)];
        Assert.True(SpinWait.SpinUntil(() => Sleeping().Count == 2, TimeSpan.FromSeconds(20)));
        tracer.Kill();
        await tracer.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => Sleeping().Count == 0, TimeSpan.FromSeconds(10)));
    }
}
