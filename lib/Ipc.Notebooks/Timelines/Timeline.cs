using System.Xml.Linq;
using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Notebooks;

/// <summary>What processes and threads did, as a drawing with a lane for each on one axis of time.</summary>
public sealed class Timeline
{
    private readonly TimelineModel _model;
    private readonly string _caption;

    private Timeline(TimelineModel model, string caption)
    {
        _model = model;
        _caption = caption;
    }

    /// <summary>The timeline of what a child and its descendants recorded of themselves.</summary>
    /// <param name="trace">What they did.</param>
    /// <param name="caption">What the drawing shows; empty says how many steps of how many processes.</param>
    public static Timeline Of(ChildTrace trace, string caption = "") => new(ChildTraceModel.Of(trace), caption);

    /// <summary>The timeline of several children that one parent made, on one axis of time.</summary>
    /// <param name="traces">What they and their descendants recorded of themselves.</param>
    public static Timeline Of(params IReadOnlyList<ChildTrace> traces)
    {
        ArgumentOutOfRangeException.ThrowIfZero(traces.Count, nameof(traces));
        return new(ChildTraceModel.Of(traces), "");
    }

    /// <summary>The timeline of the system calls that a tracer saw.</summary>
    /// <param name="trace">What it saw.</param>
    /// <param name="caption">What the drawing shows; empty says how many calls of how many threads.</param>
    /// <param name="withSteps">Whether the steps that a recorded program noted itself stand above the calls that they made.</param>
    public static Timeline Of(SystemCallTrace trace, string caption = "", bool withSteps = true) =>
        new(withSteps ? SystemCallModel.WithSteps(trace) : SystemCallModel.Of(trace), caption);

    /// <summary>Two or more runs, each on its own lanes, on one scale that begins at 0 for each.</summary>
    /// <param name="runs">The runs, each with what it is called.</param>
    public static TimelineComparison Compare(params IReadOnlyList<(string Name, Timeline Run)> runs) => new(runs);

    /// <summary>The same facts as a text table.</summary>
    public override string ToString() => TextTable.Write(TimelineEvents.Table(_model) with { Caption = Title }) + (_model.Lost.Length > 0 ? $"\n{_model.Lost}." : "");

    internal TimelineModel Model => _model;

    internal string ToHtml(bool withEach = true) => ToHtml(TimelinePlan.Of(_model), Title, withEach);

    /// <summary>The drawing on a scale that it shares with others.</summary>
    internal string ToHtml(TimelineLayout layout, string title, bool withEach = true)
    {
        var id = ElementIds.Next("timeline", title + string.Join("\n", _model.Actions.Take(200)));
        var svg = TimelineSvg.Write(layout, id, title, Description).ToString(SaveOptions.DisableFormatting);
        var lost = _model.Lost.Length > 0 ? $" <b>{Html.Escape(_model.Lost)}.</b>" : "";
        var steps = layout.Bars.Any(bar => bar.IsStep) ? " The thin bars above are the steps as the processes recorded them." : "";
        var waiting = layout.Bars.Any(bar => bar.Waits) ? " What is hatched waited, as far as order and time tell." : "";
        var more = _model.Lanes.Count > TimelinePlan.MostLanes ? $" {_model.Lanes.Count - TimelinePlan.MostLanes} more lanes are not drawn." : "";
        var each = withEach && TimelineEvents.HasRuns(_model) ? $"<details class=\"ipc-alt\"><summary>Every {_model.Noun} by itself</summary>{HtmlTable.Write(TimelineEvents.Table(_model, foldRuns: false))}</details>" : "";
        var rows = _model.Actions.Count > TimelineEvents.MostRows ? $" (the first {TimelineEvents.MostRows:N0} rows)" : "";
        return $"""
            <figure class="ipc-timeline"><div class="ipc-scroll" style="overflow-x:auto" tabindex="0" role="region" aria-label="Timeline, scrolls sideways">{svg}</div>
            <figcaption>{Html.Escape(title)}. Times are counted from the first event; very short {_model.Noun}s are widened so that they can be seen.{waiting}{steps}{more}{lost} <span class="ipc-hint">Point at a bar or an arrow, or move to it with the tab key, for more.</span>
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(TimelineEvents.Table(_model))}{rows}</details>{each}</figcaption></figure>
            """;
    }

    internal string Title => _caption.Length > 0 ? _caption
        : _model.Noun == "step" ? $"{Count(_model.Actions.Count(action => action.Lane > 0), "step")} of {(_model.Lanes.Count == 2 ? "one child" : $"{_model.Lanes.Count - 1} child processes")} on one clock"
        : $"{Count(_model.Actions.Count(action => !action.IsStep), "call")} of {Count(_model.Lanes.Count(lane => lane.Tid is null), "process")}{Threads} on one clock";

    private string Threads => _model.Lanes.Count(lane => lane.Tid is not null) is var threads and > 0 ? $" and {Count(threads, "more thread")}" : "";

    private string Description => string.Join(" ", _model.Lanes.Take(TimelinePlan.MostLanes).Select((lane, i) =>
        $"{lane.Name}{(lane.Pid is { } pid ? $", pid {pid}" : "")}: {string.Join(", ", _model.Actions.Where(action => action.Lane == i && !action.IsStep).Take(12).Select(action => action.Call))}"
        + $"{(lane.Status.Length > 0 ? $"; {lane.Status}" : "")}."));

    private static string Count(int number, string noun) => number == 1 ? $"one {noun}" : $"{number:N0} {noun}{(noun.EndsWith('s') ? "es" : "s")}";
}
