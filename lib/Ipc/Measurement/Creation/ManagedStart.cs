using System.Diagnostics;
using Ipc.Children;

namespace Ipc.Measurement.Creation;

/// <summary>
/// Makes processes by <see cref="Process.Start(ProcessStartInfo)"/>. Only a process with the .NET runtime can do that, so it is measured in
/// this one, with all that it has, its other threads, and on whatever CPUs the scheduler chooses.
/// </summary>
internal static class ManagedStart
{
    internal const string Call = "Process.Start";

    /// <summary>Measures one size.</summary>
    /// <exception cref="Native.PosixException">ENOMEM: the machine does not have so much memory.</exception>
    /// <exception cref="MeasurementException">A process did not exit with 0.</exception>
    internal static (ParentMemory Memory, IReadOnlyList<(long Returned, long Reaped)> Times) Run(AskedMemory asked, CreationOptions options)
    {
        using var block = asked.Bytes > 0 ? MemoryBlock.Create(asked.Bytes, asked.HugePages) : null;
        block?.Fill(1);
        var memory = ParentMemory.Of(Environment.ProcessId);
        var times = new List<(long Returned, long Reaped)>();
        var begin = Stopwatch.GetTimestamp();
        for (var turn = 0; turn <= options.Turns && (turn < 2 || Stopwatch.GetElapsedTime(begin) < options.TimeLimit); turn++)
        {
            var start = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(CreationWay.Program) { UseShellExecute = false })!;
            var returned = Stopwatch.GetElapsedTime(start);
            process.WaitForExit();
            var reaped = Stopwatch.GetElapsedTime(start);
            if (process.ExitCode != 0)
            {
                throw new MeasurementException($"{CreationWay.Program} exited with {process.ExitCode}");
            }

            if (turn > 0)
            {
                times.Add(((long)returned.TotalNanoseconds, (long)reaped.TotalNanoseconds));
            }
        }

        return (memory, times);
    }
}
