using System.Diagnostics;
using Course.Jupyter;

namespace Course.Tests;

/// <summary>What the program <c>course</c> did when it was run as a user runs it: in a process of its own.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CourseProgram(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the program to its end.</summary>
    /// <param name="folder">Its working directory, which decides which Course.sln it finds.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static async Task<CourseProgram> Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        return await Finish(process);
    }

    /// <summary>Waits for the end of a process whose output and errors are redirected; kills it with its children where the test is cancelled.</summary>
    internal static async Task<CourseProgram> Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new CourseProgram(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }
}
