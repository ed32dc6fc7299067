using System.CommandLine;
using System.Diagnostics;
using Ipc.Children;
using Microsoft.CodeAnalysis.CSharp.Scripting;

namespace Course.Commands;

/// <summary><c>course stress</c>: makes children by the thousand inside the engine's process while it allocates, compiles and starts processes of .NET's own; shows that none hangs, crashes or is left.</summary>
internal static class StressCommand
{
    internal static Command Create()
    {
        var forks = new Option<int>("--forks") { Description = "children made by fork", DefaultValueFactory = _ => 2000 };
        var vforks = new Option<int>("--vforks") { Description = "children made by vfork", DefaultValueFactory = _ => 2000 };
        var command = new Command("stress", "fork and vfork again and again under load, and count what goes wrong") { forks, vforks };
        command.SetAction(parsed =>
        {
            var report = Stress.Run(parsed.GetValue(forks), parsed.GetValue(vforks), Console.Out.WriteLine);
            return report.Faults == 0 ? 0 : 1;
        });
        return command;
    }
}

/// <summary>What a stress run counted.</summary>
internal sealed record StressReport(int Children, int Hangs, int WrongResults, int Restarts, int LeakedChildren, int LeakedDescriptors, int LeakedMappings, int NetChildren, int Compilations)
{
    internal int Faults => Hangs + WrongResults + LeakedChildren + Math.Max(0, LeakedDescriptors) + Math.Max(0, LeakedMappings);
}

/// <summary>The run behind <c>course stress</c>.</summary>
internal static class Stress
{
    private const int ExitCode = 42;

    internal static StressReport Run(int forks, int vforks, Action<string> print)
    {
        Compile(0);
        using (var first = Process.Start("/bin/true"))
        {
            first.WaitForExit();
        }

        Measure(Fork.Start, 3, []);
        Measure(Vfork.Start, 3, []);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (descriptorsBefore, mappingsBefore) = (Ipc.Laboratory.OpenDescriptors, Ipc.Laboratory.LiveMappings);
        using var stop = new CancellationTokenSource();
        var (netChildren, compilations) = (0, 0);
        Thread[] load =
        [
            Start(() => Allocate(stop.Token)),
            Start(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Compile(Interlocked.Increment(ref compilations));
                }
            }),
            Start(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    using var process = Process.Start("/bin/true");
                    process.WaitForExit();
                    Interlocked.Increment(ref netChildren);
                }
            }),
        ];

        var (hangs, wrong) = (0, 0);
        foreach (var (name, start, count) in new (string, Func<Action<ChildProgram>, ChildOptions?, ChildProcess>, int)[] { ("fork", Fork.Start, forks), ("vfork", Vfork.Start, vforks) })
        {
            var times = new List<double>(count);
            var (hung, bad) = Measure(start, count, times);
            (hangs, wrong) = (hangs + hung, wrong + bad);
            times.Sort();
            if (times.Count > 0)
            {
                print($"{name}: {count} children, {hung} hangs, {bad} wrong results; start to reaped p50 {At(times, 0.5):F0} µs, p99 {At(times, 0.99):F0} µs, max {times[^1]:F0} µs");
            }
        }

        stop.Cancel();
        foreach (var thread in load)
        {
            thread.Join();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        var report = new StressReport(forks + vforks, hangs, wrong, ChildProcess.Restarts, Children(), Ipc.Laboratory.OpenDescriptors - descriptorsBefore, Ipc.Laboratory.LiveMappings - mappingsBefore, netChildren, compilations);
        print($"meanwhile: {report.NetChildren} children of System.Diagnostics.Process, {report.Compilations} cells compiled, {GC.CollectionCount(0)} collections; {report.Restarts} children made again because they did not start");
        print($"{report.Hangs} hangs, 0 crashes, {report.WrongResults} wrong results, {report.LeakedChildren} leaked children, {Math.Max(0, report.LeakedDescriptors)} leaked descriptors, {Math.Max(0, report.LeakedMappings)} leaked mappings");
        return report;
    }

    private static (int Hangs, int Wrong) Measure(Func<Action<ChildProgram>, ChildOptions?, ChildProcess> start, int count, List<double> times)
    {
        var (hangs, wrong) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var before = Stopwatch.GetTimestamp();
            using var child = start(
                c =>
                {
                    c.Write("x");
                    c.Exit(ExitCode);
                },
                null);
            try
            {
                wrong += child.Wait() is ExitStatus.Exited(ExitCode) && child.Output.StandardOutput == "x" ? 0 : 1;
            }
            catch (ChildDeadlineException)
            {
                hangs++;
            }

            times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
        }

        return (hangs, wrong);
    }

    /// <summary>Compiles and runs a script as the engine does: Roslyn emits an assembly, the runtime compiles it.</summary>
    private static void Compile(int number) =>
        CSharpScript.EvaluateAsync<int>($"int Twice(int x) => x + x; Twice({number})").GetAwaiter().GetResult();

    private static Thread Start(ThreadStart action)
    {
        var thread = new Thread(action) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Allocate(CancellationToken stop)
    {
        var kept = new byte[64][];
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            kept[i % kept.Length] = new byte[8192 + (i % 7 * 4096)];
        }

        GC.KeepAlive(kept);
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)];

    private static int Children() =>
        Directory.GetDirectories("/proc/self/task").Sum(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
}
