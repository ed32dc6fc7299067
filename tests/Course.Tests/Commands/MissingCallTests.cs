using System.Diagnostics;
using Course.Jupyter;

namespace Course.Tests.Commands;

/// <summary>A kernel without a call, made by strace: it answers the call with ENOSYS, as a kernel does that has never heard of it.</summary>
public sealed class MissingCallTests
{
    [Theory]
    [InlineData("close_range")]
    [InlineData("pidfd_open")]
    public async Task A_call_that_every_child_needs_is_named_with_what_to_do(string call)
    {
        const string Tracer = "/usr/bin/strace";
        Assert.SkipUnless(File.Exists(Tracer), "strace is not installed: apt-get install strace");
        var log = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(
                Tracer,
                ["-f", "-o", log, "-e", $"trace={call}", "-e", $"inject={call}:error=ENOSYS", .. KernelLauncher.Command, "claims", "P8"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen((await error).Contains("ptrace", StringComparison.Ordinal), $"strace may not trace here: {await error}");
            Assert.Contains("NotObserved", output, StringComparison.Ordinal);
            var message = string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains($"{call}(", message, StringComparison.Ordinal);
            Assert.Contains("ENOSYS (38)", message, StringComparison.Ordinal);
            Assert.Contains("the laboratory needs Linux 5.9 or newer", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(log);
        }
    }

    /// <summary>Who is traced by strace already can be traced by nobody else: what a machine that forbids tracing answers.</summary>
    [Fact]
    public async Task Where_nothing_may_be_traced_the_message_says_what_to_set_and_the_claim_is_not_observed()
    {
        const string Tracer = "/usr/bin/strace";
        Assert.SkipUnless(File.Exists(Tracer), "strace is not installed: apt-get install strace");
        var (code, _, error) = await Traced(Tracer, "trace", "--", "true");
        Assert.SkipWhen(error.StartsWith("/usr/bin/strace", StringComparison.Ordinal), $"strace may not trace here: {error}");
        Assert.Equal(1, code);
        Assert.Contains("course: ptrace(PTRACE_SEIZE, ", error, StringComparison.Ordinal);
        Assert.Contains("EPERM (1)", error, StringComparison.Ordinal);
        Assert.Contains("--cap-add=SYS_PTRACE", error, StringComparison.Ordinal);
        Assert.Contains("kernel.yama.ptrace_scope", error, StringComparison.Ordinal);
        var (_, output, _) = await Traced(Tracer, "claims", "P1");
        Assert.Contains("NotObserved", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> Traced(string tracer, params string[] arguments)
    {
        var start = new ProcessStartInfo(tracer, ["-f", "-o", "/dev/null", "-e", "trace=none", .. KernelLauncher.Command, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
