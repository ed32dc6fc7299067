using System.Globalization;
using Ipc.Tracing;
using Spectre.Console;

namespace Course.Commands;

/// <summary>A trace on a terminal: the calls and events in order, the summary, and what the command wrote.</summary>
internal static class TraceTable
{
    private const int Widest = 160;

    internal static void Write(SystemCallTrace trace, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = Console.IsOutputRedirected ? Widest : Math.Min(Widest, console.Profile.Width);
        console.Write(Calls(trace));
        console.Write(Summary(trace));
        if (trace.Lost > 0)
        {
            writer.WriteLine($"{trace.Lost} later calls were not kept.");
        }

        if (trace.Output.ToString() is { Length: > 0 } output)
        {
            writer.WriteLine("Output:");
            writer.WriteLine(output.TrimEnd('\n'));
        }

        writer.WriteLine($"{trace.Command}: {trace.Status}{(trace.Broken is { } why ? $"; killed: {why}" : "")}");
    }

    private static Table Calls(SystemCallTrace trace)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("ms") { Alignment = Justify.Right, NoWrap = true })
            .AddColumn(new TableColumn("thread") { Alignment = Justify.Right, NoWrap = true })
            .AddColumn("call")
            .AddColumn(new TableColumn("µs") { Alignment = Justify.Right, NoWrap = true });
        var calls = trace.Calls.Select(call => (At: call.Start, call.Tid, Text: new Text(call.Text), Took: call.Duration is { } took ? Number(took.TotalMicroseconds, "F0") : ""));
        var events = trace.Events.Select(one => (At: one.Time, one.Tid, Text: new Text(one.What, new Style(decoration: Decoration.Italic)), Took: ""));
        foreach (var (at, tid, text, took) in calls.Concat(events).OrderBy(row => row.At))
        {
            table.AddRow(new Text(Number((at - trace.Begin).TotalMilliseconds, "F3")), new Text(Number(tid, "F0")), text, new Text(took));
        }

        return table;
    }

    private static Table Summary(SystemCallTrace trace)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("call");
        foreach (var heading in (string[])["calls", "errors", "µs"])
        {
            table.AddColumn(new TableColumn(heading) { Alignment = Justify.Right });
        }

        foreach (var row in trace.Summarise())
        {
            table.AddRow(new Text(row.Name), new Text(Number(row.Calls, "F0")), new Text(row.Errors > 0 ? Number(row.Errors, "F0") : ""), new Text(Number(row.Time.TotalMicroseconds, "F0")));
        }

        return table;
    }

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
