using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Course.Jupyter;

/// <summary>Starts a kernel as a process of its own.</summary>
internal static class KernelLauncher
{
    /// <summary>The words that start this program, without its arguments: the .NET host and the program's assembly.</summary>
    internal static IReadOnlyList<string> Command =>
    [
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")),
        typeof(KernelLauncher).Assembly.Location,
    ];

    internal static Process Start(string connectionFile, string folder)
    {
        var start = new ProcessStartInfo(Command[0], [Command[1], "kernel", "start", connectionFile, "--parent", $"{Environment.ProcessId}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (variable, value) in RuntimeSettings.Variables)
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start) ?? throw new CourseException($"{Command[0]} could not be started");
    }
}
