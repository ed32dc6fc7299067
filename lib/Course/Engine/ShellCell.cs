using System.Diagnostics;
using Ipc.ProcFs;

namespace Course.Engine;

/// <summary>Runs what a cell holds of the shell's language. What it writes is shown at once; its processes end with it.</summary>
internal static class ShellCell
{
    private const string Shell = "/bin/sh";

    /// <summary>All processes of a cell inherit this variable, whoever their parent is by then.</summary>
    private const string Mark = "COURSE_SHELL_CELL";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="text">The commands.</param>
    /// <param name="folder">The directory that they run in.</param>
    /// <param name="output">Where what they write goes.</param>
    /// <param name="cancelled">Kills the shell and all its descendants.</param>
    internal static CellResult Run(string text, string folder, ICellOutput output, CancellationToken cancelled)
    {
        using var console = new CellConsole(output);
        var mark = $"{Mark}={Guid.NewGuid():N}";
        var start = new ProcessStartInfo(Shell, ["-c", text])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Mark] = mark[(Mark.Length + 1)..];
        Process started;
        try
        {
            started = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            var message = $"{Shell} could not be started: {e.Message}";
            return new CellResult.Failed("ShellError", message, [message]);
        }

        using var shell = started;
        shell.StandardInput.Close();
        var shown = Task.WhenAll(Show(shell.StandardOutput, Console.Out), Show(shell.StandardError, Console.Error));
        try
        {
            // The shell may have ended, and what it left in the background write on.
            shown.Wait(cancelled);
            shell.WaitForExit();
        }
        catch (OperationCanceledException)
        {
            KillAll(mark);
            shown.Wait(Patience); // what they had written before
            return new CellResult.Failed("Interrupted", "the cell was interrupted", ["the cell was interrupted"]);
        }

        return shell.ExitCode == 0 ? new CellResult.Succeeded(null) : Ended(shell.ExitCode);
    }

    /// <summary>Kills every process that has the mark, until no other is found: one may fork meanwhile. One that became another user's cannot be killed.</summary>
    private static void KillAll(string mark)
    {
        var killed = new HashSet<int>();
        for (var any = true; any;)
        {
            any = false;
            foreach (var pid in ProcessTree.All().Where(process => process.State != ProcessState.Zombie && Has(process.Pid, mark)).Select(process => process.Pid))
            {
                try
                {
                    using var process = Process.GetProcessById(pid);
                    process.Kill();
                    any |= killed.Add(pid);
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    // It has ended, or is not ours to kill.
                }
            }
        }
    }

    private static bool Has(int pid, string mark)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ").Split('\0').Contains(mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
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
