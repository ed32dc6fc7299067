using System.Globalization;
using Course.Jupyter;
using Course.Notebooks;
using Ipc.Tracing;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Commands;

/// <summary>A notebook that traces a command: what <c>course trace --html</c> makes its page from.</summary>
internal static class TraceNotebook
{
    private const string Status = "status";

    internal static Notebook Of(IReadOnlyList<string> words, TraceOptions options)
    {
        var calls = options.Calls.Count > 0 ? $"Calls = [{Literals(options.Calls)}], " : "";
        var deadline = FormattableString.Invariant($"Deadline = TimeSpan.FromSeconds({options.Deadline.TotalSeconds})");
        return new Notebook(Path.Combine(Repository.Root, "notebooks", "trace.ipynb"),
        [
            Text("title", $"# What `{Ipc.Commands.Command.Of(words[0], [.. words.Skip(1)]).ToString().Replace('`', '\'')}` asks of the kernel"),
            Code("lab", $"""
                #r {Literal(Path.Combine(Repository.Root, "lib", "bin", "Ipc.dll"))}
                #r {Literal(Path.Combine(Repository.Root, "lib", "bin", "Ipc.Notebooks.dll"))}
                using Ipc.Commands; using Ipc.Notebooks; using Ipc.Tracing;
                Lab.Open("trace")
                """),
            Text("trace", "## What happened when?"),
            Code("run", $$"""
                var options = new TraceOptions { {{calls}}{{deadline}} };
                var trace = SystemCallTracer.Trace(Command.Of({{Literals(words)}}), options);
                trace
                """),
            Text("processes", "## Which processes and threads were there?"),
            Code("threads", "trace.Tree"),
            Text("calls", "## Which calls were made, how often, for how long?"),
            Code("summary", "trace.Summarise()"),
            Code("chart", "Chart.Calls(\"Which calls took the time?\", trace.Summarise())"),
            Code(Status, "Console.Write(trace.Broken is null ? ShellStatus.Of(trace.Status) : 1);"),
        ]);
    }

    /// <summary>The notebook as its page shows it, and the exit code that its last cell has written for the command line.</summary>
    internal static (ExecutedNotebook Page, int Status) WithoutStatus(ExecutedNotebook executed)
    {
        var last = executed.Notebook.Cells.Single(cell => cell.Id == Status);
        var text = string.Concat(last.Outputs.OfType<Output.Stream>().Select(output => output.Text));
        return (
            executed with { Notebook = executed.Notebook with { Cells = [.. executed.Notebook.Cells.Where(cell => cell != last)] } },
            int.TryParse(text, CultureInfo.InvariantCulture, out var status) ? status : 1);
    }

    private static Cell Text(string id, string source) => new(id, CellKind.Markdown, source);

    private static Cell Code(string id, string source) => new(id, CellKind.Code, source);

    private static string Literals(IEnumerable<string> words) => string.Join(", ", words.Select(Literal));

    private static string Literal(string word) => SymbolDisplay.FormatLiteral(word, quote: true);
}
