using Ipc.Tracing;

namespace Ipc.Notebooks;

/// <summary>A trace of system calls as a notebook shows it: one line, the timeline, the calls by name, all calls, the output.</summary>
internal static class SystemCallTracePage
{
    private const int MostCalls = 400, FewCalls = 12;

    /// <summary>The trace as HTML.</summary>
    public static string Html(SystemCallTrace trace)
    {
        var output = trace.Output.ToString();
        return $"""
            <div class="ipc-trace"><p class="ipc-trace-head"><code>{Notebooks.Html.Escape(trace.Command)}</code> {Notebooks.Html.Escape(trace.Status.ToString()!)}{(trace.Broken is { } why ? $"; <b>killed: {Notebooks.Html.Escape(why)}</b>" : "")} <span class="ipc-muted">{Notebooks.Html.Escape(Extent(trace))}</span></p>
            {Timeline.Of(trace).ToHtml(withEach: false)}
            {(trace.Calls.Count > FewCalls ? Folded("The calls by name", HtmlTable.Write(TableReader.List([.. trace.Summarise()], ""))) : "")}
            {Folded($"{(trace.Calls.Count > MostCalls ? $"The first {MostCalls:N0} of {trace.Calls.Count:N0} calls" : trace.Calls.Count == 1 ? "The call" : $"All {trace.Calls.Count:N0} calls")}, as the kernel saw them", HtmlTable.Write(Calls(trace)), isOpen: trace.Calls.Count <= FewCalls)}
            {(output.Length > 0 ? Folded("What it wrote", $"<pre>{Notebooks.Html.Escape(output)}</pre>") : "")}
            {(trace.Hang is { } hang ? HangPage.Html(hang) : "")}</div>
            """;
    }

    /// <summary>How many processes, threads and calls there were, and how long it took from the first event to the last.</summary>
    private static string Extent(SystemCallTrace trace)
    {
        var threads = trace.Threads;
        var processes = threads.Select(thread => thread.Pid).Distinct().Count();
        var last = trace.Events.Select(one => one.Time).Concat(trace.Calls.Select(call => call.End).OfType<MonotonicTime>()).Max();
        return string.Join(", ", [
            processes == 1 ? "one process" : $"{processes:N0} processes",
            .. threads.Count > processes ? [$"{threads.Count:N0} threads"] : Array.Empty<string>(),
            trace.Calls.Count == 1 ? "one call" : $"{trace.Calls.Count:N0} calls",
            $"{DurationUnit.Describe(last - trace.Begin)} with the tracer's own share",
        ]);
    }

    private static string Folded(string summary, string content, bool isOpen = false) =>
        $"<details class=\"ipc-alt\"{(isOpen ? " open" : "")}><summary>{summary}</summary>{content}</details>";

    private static TableModel Calls(SystemCallTrace trace) => TableReader.List(
        [.. trace.Calls.Take(MostCalls).Select(call => new Row(call.Tid, call.Start - trace.Begin, $"{call.Name}({string.Join(", ", call.Arguments)})", call.ResultText.Replace("-1 ", "−1 ", StringComparison.Ordinal) + (call.ResultDetail.Length > 0 ? $" ({call.ResultDetail})" : ""), call.Duration))],
        "",
        typeof(Row));

    private sealed record Row(
        [property: Column("thread")] int Thread,
        [property: Column("at", Unit = "ms")] TimeSpan At,
        string Call,
        string Result,
        [property: Column("took", Unit = "µs")] TimeSpan? Took) : IObservation;
}
