using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ipc.Measurement;
using Ipc.Measurement.Creation;

namespace Course.Commands;

/// <summary><c>course bench creation</c>: what a new process costs, by the call that makes it and the memory of its parent.</summary>
internal static class BenchCreation
{
    private const int NameWidth = 36, Width = 10;

    internal static Command Create() => BenchPart.Create(
        "creation",
        "measure what a new process costs, by the call that makes it and the memory of its parent, and what writing costs after fork",
        "fewer sizes and processes: some seconds",
        (quick, line, cancelled) =>
        {
            var options = quick ? CreationOptions.Quick : CreationOptions.Full;
            return (Options: options, Costs: CreationBenchmark.Measure(options, line, cancelled), Written: WrittenPages.ObserveAll());
        },
        measured => Json(measured.Options, measured.Costs, measured.Written),
        (measured, writer) => Text(measured.Costs, measured.Written, writer));

    /// <summary>An object with the host, the options, a result for each call, size and kind of page, one for each number of pages written after fork, and the published figures. Times are in µs.</summary>
    private static string Json(CreationOptions options, IReadOnlyList<CreationCost> costs, IReadOnlyList<WrittenPages> written) => JsonSerializer.Serialize(
        new
        {
            Version = 1,
            Date = DateTimeOffset.Now,
            Host = HostInfo.Current,
            Options = new { options.Mebibytes, options.Parents, options.Turns },
            Results = costs.Select(cost => new
            {
                cost.Call,
                cost.NewProcess,
                cost.AddedMebibytes,
                cost.HugePages,
                cost.NotMeasured,
                cost.Processes,
                cost.IsInThisProcess,
                HugeMebibytes = ObservationJson.Known(cost.HugeMebibytes),
                ParentMebibytes = ObservationJson.Known(cost.ParentMebibytes),
                ChildPageTablesKibibytes = cost.ChildPageTables,
                Returned = ObservationJson.Known(cost.Returned),
                Min = ObservationJson.Known(cost.Min),
                P50 = ObservationJson.Known(cost.P50),
                P90 = ObservationJson.Known(cost.P90),
                Max = ObservationJson.Known(cost.Max),
            }),
            WrittenAfterFork = written.Select(row => new
            {
                row.HugePages,
                row.HugeMebibytes,
                row.NotMeasured,
                row.Written,
                row.Faults,
                row.Children,
                P50 = ObservationJson.Known(row.P50),
                Max = ObservationJson.Known(row.Max),
            }),
            Published = Published.ProcessCreation,
        },
        ObservationJson.Options);

    private static void Text(IReadOnlyList<CreationCost> costs, IReadOnlyList<WrittenPages> written, TextWriter writer)
    {
        writer.WriteLine($"{HostInfo.Current}; {DateTime.Now:yyyy-MM-dd}");
        writer.WriteLine("Times in µs, from the call until the process had been waited for. The parent is a small process on one CPU; of Process.Start it is this one, unpinned.");
        foreach (var same in costs.GroupBy(cost => (cost.AddedMebibytes, cost.HugePages)))
        {
            writer.WriteLine();
            var first = same.FirstOrDefault(cost => cost is { NotMeasured: null, IsInThisProcess: false });
            writer.WriteLine($"{same.Key.AddedMebibytes} MiB added{(same.Key.HugePages ? ", huge pages" : "")}{(first is null ? "" : FormattableString.Invariant($": parent of {first.ParentMebibytes:F1} MiB, {first.HugeMebibytes:F0} of them in huge pages; page tables of a forked child {first.ChildPageTables:F0} KiB"))}");
            if (first is null)
            {
                writer.WriteLine($"  not measured: {same.First().NotMeasured}");
                continue;
            }

            writer.WriteLine($"{"",-NameWidth}{"returned",Width}{"min",Width}{"p50",Width}{"p90",Width}{"max",Width}{"processes",Width}");
            foreach (var cost in same)
            {
                writer.WriteLine($"{$"{cost.Call}, {(cost.NewProcess == NewProcess.Exits ? "exit" : "exec")}",-NameWidth}{Figures(cost.Returned, cost.Min, cost.P50, cost.P90, cost.Max)}{cost.Processes,Width}");
            }
        }

        writer.WriteLine();
        writer.WriteLine($"{"written by a child after fork",-NameWidth}{"pages",Width}{"faults",Width}{"p50",Width}{"max",Width}   for one page");
        foreach (var row in written)
        {
            writer.WriteLine(row.NotMeasured is { } reason ? $"huge pages: not measured: {reason}" : $"{(row.HugePages ? FormattableString.Invariant($"huge pages ({row.HugeMebibytes:F0} MiB)") : "pages of ordinary size"),-NameWidth}{row.Written,Width}{row.Faults,Width}{Figures(row.P50, row.Max)}");
        }

        writer.WriteLine();
        writer.WriteLine("published, on other machines:");
        foreach (var same in Published.ProcessCreation.GroupBy(figure => (figure.Source, figure.Condition, figure.Unit, figure.Year)))
        {
            writer.WriteLine($"  {same.Key.Source}, {same.Key.Year} ({same.Key.Condition}), {same.Key.Unit}:");
            foreach (var call in same.GroupBy(figure => (figure.What, figure.NewProcess)))
            {
                writer.WriteLine($"    {call.Key.What}, {(call.Key.NewProcess == NewProcess.Exits ? "exit" : "exec")}: {string.Join("; ", call.Select(figure => FormattableString.Invariant($"{figure.Mebibytes} MiB {figure.Value}")))}");
            }
        }
    }

    private static string Figures(params double[] figures) => string.Concat(figures.Select(figure => figure.ToString(figure < 1000 ? "F2" : "N0", CultureInfo.InvariantCulture).PadLeft(Width)));
}
