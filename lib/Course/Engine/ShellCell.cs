using System.Diagnostics;
using System.Text;

namespace Course.Engine;

/// <summary>Runs what a cell holds of the shell's language. What it writes is shown at once; its processes end with it.</summary>
internal static class ShellCell
{
    private const string Shell = "/bin/sh";

    /// <param name="text">The commands.</param>
    /// <param name="folder">The directory that they run in.</param>
    /// <param name="output">Where what they write goes.</param>
    /// <param name="cancelled">Kills the shell and all its descendants.</param>
    internal static CellResult Run(string text, string folder, ICellOutput output, CancellationToken cancelled)
    {
        using var console = new CellConsole(output);
        using var shell = Process.Start(new ProcessStartInfo(Shell, ["-c", text])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        shell.StandardInput.Close();
        using (cancelled.UnsafeRegister(_ => shell.Kill(entireProcessTree: true), null))
        {
            Task.WaitAll(Show(shell.StandardOutput, Console.Out), Show(shell.StandardError, Console.Error));
            shell.WaitForExit();
        }

        return cancelled.IsCancellationRequested ? new CellResult.Failed("Interrupted", "the cell was interrupted", ["the cell was interrupted"])
            : shell.ExitCode == 0 ? new CellResult.Succeeded(null)
            : Ended(shell.ExitCode);
    }

    private static CellResult.Failed Ended(int code)
    {
        var message = $"{Shell} ended with exit code {code}";
        return new CellResult.Failed("ExitCode", message, [message]);
    }

    /// <summary>Passes text on as it comes: a prompt without a line end is shown, too.</summary>
    private static Task Show(StreamReader from, TextWriter to) => Task.Run(() =>
    {
        var buffer = new char[4096];
        while (from.Read(buffer, 0, buffer.Length) is var got and > 0)
        {
            to.Write(buffer, 0, got);
        }
    });
}
