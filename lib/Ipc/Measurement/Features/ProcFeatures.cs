using System.Globalization;
using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Measurement.Features;

/// <summary>Seeing in /proc what a sleeping process waits for.</summary>
internal static class ProcFeatures
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("/proc/PID/wchan", "chapter 06: F4 is not observed; chapters 00, 05 do not say where in the kernel", () => OfReader(
            pid => ProcFile.ReadText($"/proc/{pid}/wchan").Trim(),
            name => name.Length > 0 && name != "0",
            name => name.Length > 0 && name != "0" ? $"a child that reads an empty pipe sleeps in {name}" : "the kernel names no function")),
        new("/proc/PID/syscall", "chapter 06: F4 is not observed; chapters 00, 05 do not say in which call", () => OfReader(
            pid => ProcFile.ReadText($"/proc/{pid}/syscall").Trim().Split(' ')[0],
            number => number == SystemCallNumbers.Read.ToString(CultureInfo.InvariantCulture),
            number => $"a child that reads an empty pipe is in system call {number}")),
    ];

    /// <summary>Looks at a child that sleeps in read(2) until what /proc tells is as it should be.</summary>
    private static Attempt OfReader(Func<int, string> read, Func<string, bool> right, Func<string, string> words)
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c => { c.Read(pipe.ReadEnd); c.Exit(0); }, FeatureProbe.Soon);
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping, FeatureProbe.Soon.Deadline);
        var told = "";
        var worked = SpinWait.SpinUntil(() => right(told = read(child.Pid)), Patience);
        return new(worked, words(told));
    }
}
