using Course.Notebooks;
using Ipc.Measurement;
using Ipc.Measurement.Runs;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Commands;

/// <summary>A notebook that lays two runs side by side: what <c>course bench --compare --html</c> makes its page from.</summary>
internal static class RunsBesideNotebook
{
    private const string Charts =
        $"""
        ## What takes how long?

        The smallest and the largest messages that both have measured. The bars are {RunsBeside.Intervals}; where they overlap, the two cannot be told apart. They hold what differs between pairs of processes within a run, and not what changes from one run of a machine to its next.
        """;

    internal static Notebook Of(string first, string second, IReadOnlyList<string> mechanisms, RunsBeside beside) => new(Path.Combine(Repository.Root, "notebooks", "compare.ipynb"),
    [
        Text("title", "# Two runs side by side"),
        Code("lab", $"""
            #r {Literal(Path.Combine(Repository.Root, "lib", "bin", "Ipc.dll"))}
            #r {Literal(Path.Combine(Repository.Root, "lib", "bin", "Ipc.Notebooks.dll"))}
            using Ipc.Measurement; using Ipc.Measurement.Runs; using Ipc.Notebooks;
            Lab.Open("compare")
            """),
        Text("hosts", "## Which machines are these?"),
        Code("facts", $$"""
            var first = BenchmarkRun.Read({{Literal(first)}});
            var second = BenchmarkRun.Read({{Literal(second)}});
            var beside = RunsBeside.Of(first, second{{string.Concat(mechanisms.Select(name => $", {Literal(name)}"))}});
            beside.Hosts.AsTable($"first: {beside.First}; second: {beside.Second}")
            """),
        Code("limits", "beside.Limits"),
        Text("charts", Charts),
        .. beside.Rows
            .GroupBy(row => (row.Placement, row.Metric))
            .SelectMany(same => same.Select(row => row.Bytes).Distinct().Order().ToList() is var sizes ? sizes.Where((_, i) => i == 0 || i == sizes.Count - 1).Select(bytes => (same.Key.Placement, same.Key.Metric, bytes)) : [])
            .Select((one, i) => Chart($"chart-{i + 1}", one.Placement, one.Metric, one.bytes)),
        Text("table", "## All cases"),
        Code("rows", "beside.Rows"),
        Text("left", "## What is not compared, and why?"),
        Code("not-compared", "beside.NotCompared"),
        .. beside.Notes.Select((note, i) => Text($"note-{i + 1}", note)),
    ]);

    private static Cell Chart(string id, Placement placement, Metric metric, int bytes) => Code(id, $"""
        Chart.Beside({Literal($"{BenchText.What(metric)}, {BenchText.Size(bytes)}, {BenchText.Where(placement)}: which is faster?")}, beside,
            Placement.{placement}, Metric.{metric}, {bytes})
        """);

    private static Cell Text(string id, string source) => new(id, CellKind.Markdown, source);

    private static Cell Code(string id, string source) => new(id, CellKind.Code, source);

    private static string Literal(string word) => SymbolDisplay.FormatLiteral(word, quote: true);
}
