using System.Globalization;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary>Measurements on a terminal: each row as soon as it is there.</summary>
/// <param name="writer">Where to.</param>
internal sealed class BenchText(TextWriter writer)
{
    private const int NameWidth = 36, Width = 8, HarnessLimit = 100;
    private readonly List<BenchmarkResult> missing = [];
    private readonly Dictionary<string, string> notes = [];
    private (Placement, Metric, int)? group;

    internal void Begin(BenchmarkPlan plan, MachineLimits limits)
    {
        writer.WriteLine($"{HostInfo.Current}; governor: {CpuGovernor.Current ?? "none to be seen"}; {DateTime.Now:yyyy-MM-dd}");
        writer.WriteLine($"clock: a step of {Ns(limits.ClockStep)}, two readings {Ns(limits.ClockCost)}; null system call {Ns(limits.NullCall)}; context switch {Ns(limits.ContextSwitch)}; cache line to another CPU {(limits.CacheLine is { } line ? Ns(line) : "not observed: one CPU")}");
        writer.WriteLine($"the harness: {Ns(limits.Sample)} a sample with nothing to time, two readings of the clock among them (under {HarnessLimit} ns is meant); page faults: {limits.SampleFaults}, so {(limits.SampleFaults == 0 ? "nothing was allocated" : "something may have been allocated")}");
        writer.WriteLine($"memory copy: {string.Join(", ", limits.Copies.Select(copy => $"{Size(copy.Bytes)} {copy.MebibytesPerSecond / 1024:F1} GiB/s"))}");
        writer.WriteLine($"{plan.Cases.Count} cases; {plan.Options.Runs} pairs of processes each, with {plan.Options.Samples} round trips, or {plan.Options.Batches} batches one way. Times in µs: of a round trip, or of a message one way.");
    }

    internal void Write(BenchmarkResult result)
    {
        if (result.NotMeasured is not null)
        {
            missing.Add(result);
            return;
        }

        if (result.Note is { } note)
        {
            notes[result.Mechanism] = note;
        }

        if (group != (result.Placement, result.Metric, result.Bytes))
        {
            group = (result.Placement, result.Metric, result.Bytes);
            writer.WriteLine();
            writer.WriteLine($"{What(result.Metric)}, {Size(result.Bytes)}, {Where(result.Placement)}");
            writer.WriteLine($"{"",-NameWidth}{Heads("min", "p50", "p90", "p99", "p99.9", "max", "CPU", "switches", "faults", "calls", "× limit")}{(result.Metric == Metric.Throughput ? $"{"MiB/s",10}" : "")}");
        }

        writer.WriteLine($"{result.Mechanism,-NameWidth}{Figures(result.Min, result.P50, result.P90, result.P99, result.P999, result.Max, result.Cpu, result.Switches + result.Preemptions, result.Faults, result.Calls ?? double.NaN, result.TimesLimit ?? double.NaN)}"
            + (result.MebibytesPerSecond is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed,10:N0}") : ""));
    }

    internal void EndResults()
    {
        if (notes.Count > 0)
        {
            writer.WriteLine();
            foreach (var (mechanism, note) in notes)
            {
                writer.WriteLine($"{mechanism}: {note}");
            }
        }

        if (missing.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine("not measured:");
            foreach (var same in missing.GroupBy(result => (result.Mechanism, result.NotMeasured)))
            {
                writer.WriteLine($"  {same.Key.Mechanism}: {same.Key.NotMeasured} ({Distinct(same, result => Size(result.Bytes))}; {Distinct(same, result => What(result.Metric))}; {Distinct(same, result => Where(result.Placement))})");
            }
        }
    }

    internal void Write(IReadOnlyList<OpenLoopResult> openLoop)
    {
        if (openLoop.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round trips of {Size(openLoop[0].Bytes)} at a fixed rate, one CPU: {openLoop[0].IntendedRate:N0} meant to begin in a second; times from the intended start, and, as a loop that waits for each answer counts them, from the actual one"));
        writer.WriteLine($"{"",-NameWidth}{Heads("made /s", "p50", "p99", "p99.9", "max", "| p50", "p99", "p99.9", "max")}");
        foreach (var one in openLoop)
        {
            writer.WriteLine($"{one.Mechanism,-NameWidth}{(one.NotMeasured is { } reason ? $"  not measured: {reason}" : Figures(one.AchievedRate, one.P50, one.P99, one.P999, one.Max, one.P50FromStart, one.P99FromStart, one.P999FromStart, one.MaxFromStart))}");
        }
    }

    internal void BeginRanking(Placement placement)
    {
        writer.WriteLine();
        writer.WriteLine($"does the order mean anything? Round trips of {Size(BenchmarkPlan.RankedBytes)}, {Where(placement)}, in alternating order; 95 % intervals");
    }

    internal void Write(Comparison comparison) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {comparison.Second} takes {comparison.Ratio:F2} times as long as {comparison.First} ({comparison.Low:F2} to {comparison.High:F2}; noise {comparison.Noise:P0}): {comparison.Outcome}"));

    internal static string What(Metric metric) => metric == Metric.Latency ? "round trip" : "one way";

    internal static string Where(Placement placement) => placement switch { Placement.OneCpu => "one CPU", Placement.TwoCpus => "two CPUs", _ => "unpinned" };

    internal static string Size(int bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : bytes >= 1 << 10 ? $"{bytes >> 10} KiB" : $"{bytes} B";

    private static string Heads(params string[] heads) => string.Concat(heads.Select(head => $"{head,Width + 1}"));

    private static string Figures(params double[] figures) => string.Concat(figures.Select(figure => double.IsNaN(figure) ? new string(' ', Width + 1) : figure.ToString(figure < 1000 ? "F2" : "N0", CultureInfo.InvariantCulture).PadLeft(Width + 1)));

    private static string Distinct(IEnumerable<BenchmarkResult> results, Func<BenchmarkResult, string> name) => string.Join(", ", results.Select(name).Distinct());

    private static string Ns(double nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:N0} ns");
}
