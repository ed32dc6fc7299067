using System.Runtime.InteropServices;

namespace Ipc.Notebooks;

/// <summary>The machine in one line, for the first cell and for the caption of every chart.</summary>
internal static class HostLine
{
    /// <summary>The line of this machine.</summary>
    public static string Current { get; } =
        $"Linux {Environment.OSVersion.Version} · {RuntimeInformation.ProcessArchitecture} · {Environment.ProcessorCount} CPUs · {RuntimeInformation.FrameworkDescription} · {DateTime.Now:yyyy-MM-dd}";
}
