using System.Xml.Linq;
using Ipc.Hangs;

namespace Ipc.Notebooks;

/// <summary>Why processes hang: the sentences, a drawing of who waits for what, and the same as a table.</summary>
internal static class HangPage
{
    /// <summary>The report as HTML.</summary>
    public static string Html(HangReport report)
    {
        if (report.Threads.Count == 0)
            return "<p class=\"ipc-hang\">None of the processes is there any more.</p>";
        var sentences = string.Concat(report.Explanation.Select(sentence => $"<li>{Notebooks.Html.Escape(sentence)}</li>"));
        var drawing = HangDiagram.Write(report, ElementIds.Next("hang", report.ToString())).ToString(SaveOptions.DisableFormatting);
        return $"""
            <figure class="ipc-hang"><figcaption><b>Why it hangs</b><ul>{sentences}</ul></figcaption>
            <div class="ipc-scroll" tabindex="0" role="region" aria-label="Who waits for what, scrolls sideways">{drawing}</div>
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(Table(report))}</details></figure>
            """;
    }

    /// <summary>The report as text.</summary>
    public static string Text(HangReport report) => $"{report}\n{TextTable.Write(Table(report))}";

    private static TableModel Table(HangReport report) =>
        TableReader.List([.. report.Threads.Select(thread => new Row(thread.Pid, thread.Tid, thread.Command, thread.State.ToString(), thread.Call, thread.WaitChannel, thread.WaitsFor?.What ?? "", string.Join("; ", thread.WaitsFor?.Enders ?? [])))], "", typeof(Row));

    private sealed record Row(int Pid, int Tid, string Command, string State, string Call, string WaitChannel, string WaitsFor, string WhoCouldEndIt) : IObservation;
}
