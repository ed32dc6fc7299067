using System.Xml.Linq;
using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>What a child and its descendants did, as a drawing with a lane for each process.</summary>
/// <param name="Trace">What they did.</param>
/// <param name="Caption">What the drawing shows.</param>
public sealed record Timeline(ChildTrace Trace, string Caption)
{
    /// <summary>How many older steps are missing because the ring was full.</summary>
    public long Lost => Trace.Lost;

    /// <summary>The timeline of a trace.</summary>
    /// <param name="trace">What a child and its descendants did.</param>
    /// <param name="caption">What the drawing shows; empty says how many steps of how many processes.</param>
    public static Timeline Of(ChildTrace trace, string caption = "") => new(trace, caption);

    /// <summary>The same facts as a text table.</summary>
    public override string ToString() => TextTable.Write(TimelineEvents.Table(Trace) with { Caption = Title }) + (Lost > 0 ? "\n" + LostSentence : "");

    internal string ToHtml()
    {
        var id = ElementIds.Next("timeline", Trace.ToString() + Caption + string.Join("\n", Trace.Steps));
        var svg = TimelineSvg.Write(TimelinePlan.Of(Trace), id, Title, Description).ToString(SaveOptions.DisableFormatting);
        var lost = Lost > 0 ? $" <b>{Html.Escape(LostSentence)}</b>" : "";
        return $"""
            <figure class="ipc-timeline"><div class="ipc-scroll" style="overflow-x:auto" tabindex="0" role="region" aria-label="Timeline, scrolls sideways">{svg}</div>
            <figcaption>{Html.Escape(Title)}. Times are counted from the first event; very short steps are widened so that they can be seen.{lost}
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(TimelineEvents.Table(Trace))}</details></figcaption></figure>
            """;
    }

    private string Title => Caption.Length > 0 ? Caption
        : $"{Count(Trace.Steps.Count, "step")} of {(Trace.Processes.Count == 1 ? "one child" : Count(Trace.Processes.Count, "child process") + "es")} on one clock";

    private string LostSentence => $"{Count(Lost, "older step")} {(Lost == 1 ? "is" : "are")} missing: the ring was full.";

    private string Description => string.Join(" ", Trace.Processes.Select(process =>
        $"{process.Name}, pid {process.Pid}: {string.Join(", ", Trace.Steps.Where(step => step.Pid == process.Pid).Take(12).Select(step => step.Call))}"
        + $"{(process.Status is { } status ? $"; {status}" : "")}."));

    private static string Count(long number, string noun) => number == 1 ? $"one {noun}" : $"{number:N0} {noun}{(noun.EndsWith("ss", StringComparison.Ordinal) ? "" : "s")}";
}
