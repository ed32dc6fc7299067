using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Course.Jupyter;

namespace Course.Stress;

/// <summary>
/// A stress run in a process of its own, which is an engine's process like that of a notebook: a crash of it can be counted
/// rather than end the count.
/// </summary>
internal static class StressWorker
{
    internal const string Argument = "--in-this-process";
    private const int ChildrenPerLine = 50, SignalBase = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What became of the run.</summary>
    /// <param name="Report">What it counted; <c>null</c> where it did not get to the end.</param>
    /// <param name="Ended">How many children it had made and waited for, as far as it told.</param>
    /// <param name="Failure">How the process itself failed, or empty.</param>
    internal sealed record Outcome(StressReport? Report, int Ended, string Failure)
    {
        internal int Crashes => Failure.Length > 0 ? 1 : 0;
    }

    /// <summary>The worker's side: runs here, and writes a line now and then and the report at the end.</summary>
    internal static void Run(int forks, int vforks)
    {
        // Cells take over Console.Out while they run.
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var ended = 0;
        var report = StressRun.Run(forks, vforks, () =>
        {
            if (++ended % ChildrenPerLine == 0)
            {
                output.WriteLine(ended);
            }
        });
        output.WriteLine(JsonSerializer.Serialize(report));
    }

    /// <summary>Starts a worker and waits for it.</summary>
    /// <param name="forks">Children made by fork.</param>
    /// <param name="vforks">Children made by vfork.</param>
    /// <param name="progress">Called with the number of children that have ended.</param>
    /// <param name="cancelled">Kills the worker and what it started.</param>
    internal static async Task<Outcome> Supervise(int forks, int vforks, Action<int> progress, CancellationToken cancelled)
    {
        string[] arguments = ["stress", Argument, "--forks", $"{forks}", "--vforks", $"{vforks}"];
        using var process = Process.Start(new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], .. arguments]) { RedirectStandardOutput = true })
            ?? throw new CourseException($"{KernelLauncher.Command[0]} could not be started");
        StressReport? report = null;
        var ended = 0;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancelled).AsTask().WaitAsync(Patience, cancelled) is { } line)
            {
                if (int.TryParse(line, CultureInfo.InvariantCulture, out var count))
                {
                    progress(ended = count);
                }
                else
                {
                    report = JsonSerializer.Deserialize<StressReport>(line);
                }
            }

            await process.WaitForExitAsync(cancelled);
            return new Outcome(report, ended, process.ExitCode == 0 ? "" : Describe(process.ExitCode));
        }
        catch (TimeoutException)
        {
            return new Outcome(null, ended, $"made no progress for {Patience.TotalMinutes} minutes and was killed");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }
    }

    private static string Describe(int exitCode) =>
        exitCode > SignalBase ? $"was ended by {(Ipc.Native.Signal)(exitCode - SignalBase)}" : $"ended with exit code {exitCode}";
}
