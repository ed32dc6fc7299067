using System.Globalization;
using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Course.Commands;

/// <summary>Two runs side by side on a terminal.</summary>
/// <param name="writer">Where to.</param>
internal sealed class RunsBesideText(TextWriter writer)
{
    private const int NameWidth = 36, FactWidth = 18;

    internal void Write(RunsBeside beside)
    {
        writer.WriteLine($"first: {beside.First}; second: {beside.Second}");
        foreach (var fact in beside.Hosts)
        {
            writer.WriteLine($"  {fact.Fact,-FactWidth}{(fact.IsSame ? $"both {fact.First}" : $"{fact.First} | {fact.Second}")}");
        }

        writer.WriteLine();
        writer.WriteLine($"{"limits of the machine",-NameWidth}{"first",14}{"second",14}{"second ÷ first",17}");
        foreach (var limit in beside.Limits)
        {
            writer.WriteLine($"{limit.What,-NameWidth}{Figure(limit.First),14}{Figure(limit.Second),14}{Ratio(limit.Ratio),17}  {limit.Unit}");
        }

        foreach (var same in beside.Rows.GroupBy(row => (row.Placement, row.Metric, row.Bytes)))
        {
            writer.WriteLine();
            writer.WriteLine($"{BenchText.What(same.Key.Metric)}, {BenchText.Size(same.Key.Bytes)}, {BenchText.Where(same.Key.Placement)}: p50 in µs, with {RunsBeside.Intervals}{(same.All(row => row.FirstTail is null) ? "" : "; p99.9")}");
            foreach (var row in same)
            {
                writer.WriteLine($"{row.Mechanism,-NameWidth}{Interval(row.First, row.FirstLow, row.FirstHigh),24}{Interval(row.Second, row.SecondLow, row.SecondHigh),24}{Ratio(row.Ratio),8}  {row.Outcome,-19}{Tails(row)}".TrimEnd());
            }
        }

        foreach (var note in beside.Notes)
        {
            writer.WriteLine();
            writer.WriteLine(note);
        }

        WriteNotCompared(beside);
        writer.WriteLine();
        writer.WriteLine("\"Not distinguishable\" means that the intervals overlap. They hold what differs between pairs of processes within a run, and not what changes from one run of a machine to its next.");
    }

    private void WriteNotCompared(RunsBeside beside)
    {
        if (beside.NotCompared.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("not compared:");
        foreach (var same in beside.NotCompared.GroupBy(one => (one.Mechanism, one.Why)))
        {
            writer.WriteLine($"  {same.Key.Mechanism}: {same.Key.Why} ({Distinct(same, one => BenchText.Size(one.Bytes))}; {Distinct(same, one => BenchText.What(one.Metric))}; {Distinct(same, one => BenchText.Where(one.Placement))})");
        }
    }

    private static string Distinct(IEnumerable<NotCompared> cases, Func<NotCompared, string> name) => string.Join(", ", cases.Select(name).Distinct());

    private static string Tails(RunsBesideRow row) => row is { FirstTail: { } first, SecondTail: { } second } ? $"{Figure(first),9} | {Figure(second)}" : "";

    private static string Interval(double middle, double low, double high) => $"{Figure(middle)} ({Figure(low)}–{Figure(high)})";

    private static string Figure(double? figure) => figure is { } known ? known.ToString(known < 100 ? "F2" : "N0", CultureInfo.InvariantCulture) : "not observed";

    private static string Ratio(double? ratio) => ratio is { } known ? known.ToString("F2", CultureInfo.InvariantCulture) : "";
}
