using System.Diagnostics;
using HdrHistogram;
using Ipc;
using Ipc.Children;
using Ipc.ProcFs;

namespace Course.Stress;

/// <summary>Makes children by the thousand under load, in this process, and counts what goes wrong.</summary>
internal static class StressRun
{
    private const int ExitCode = 42;
    private const string Word = "x";

    /// <summary>Runs to the end.</summary>
    /// <param name="forks">Children made by fork.</param>
    /// <param name="vforks">Children made by vfork.</param>
    /// <param name="childEnded">Called when a child has been waited for.</param>
    internal static StressReport Run(int forks, int vforks, Action childEnded)
    {
        StressLoad.WarmUp();
        Make("fork", Fork.Start, 3, () => { });
        Make("vfork", Vfork.Start, 3, () => { });
        Collect();
        var before = ProcessHoldings.Now();
        var (descriptors, mappings) = (Laboratory.OpenDescriptors, Laboratory.LiveMappings);

        StressedCall[] calls;
        var load = StressLoad.Start();
        using (load)
        {
            calls = [Make("fork", Fork.Start, forks, childEnded), Make("vfork", Vfork.Start, vforks, childEnded)];
        }

        Collect();
        var after = ProcessHoldings.Now();
        var moreDescriptors = after.MoreDescriptors(before);
        return new StressReport(
            calls,
            ChildProcess.Restarts,
            ProcessTree.Of(Environment.ProcessId).Nodes.Count - 1,

            // The compiler opens assemblies to refer to them, a session of cells each anew.
            Math.Max(moreDescriptors.Where(more => !more.Key.EndsWith(".dll", StringComparison.Ordinal)).Sum(more => more.Value), Laboratory.OpenDescriptors - descriptors),

            // The runtime maps the assembly of every compiled cell as shared anonymous memory, and keeps it.
            Math.Max(after.MoreSharedMemory(before) - load.Cells, Laboratory.LiveMappings - mappings) is var leaked and > 0 ? leaked : 0,
            [.. moreDescriptors.Select(more => $"descriptors of {more.Key}: {more.Value}"), .. after.MoreMappings(before).Select(more => $"mappings of {more.Key}: {more.Value}")],
            load.Processes,
            load.Cells,
            load.Collections);
    }

    private static StressedCall Make(string call, Func<Action<ChildProgram>, ChildOptions?, ChildProcess> start, int count, Action childEnded)
    {
        var (hangs, wrong) = (0, 0);
        var times = new LongHistogram(TimeStamp.Minutes(10), 3);
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var child = start(
                c =>
                {
                    c.Write(Word);
                    c.Exit(ExitCode);
                },
                null);
            try
            {
                wrong += child.Wait() is ExitStatus.Exited(ExitCode) && child.Output.StandardOutput == Word ? 0 : 1;
            }
            catch (ChildDeadlineException)
            {
                hangs++;
            }

            times.RecordValue((long)Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            childEnded();
        }

        return new StressedCall(call, count, hangs, wrong, times.GetValueAtPercentile(50), times.GetValueAtPercentile(99), count > 0 ? times.GetMaxValue() : 0);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
