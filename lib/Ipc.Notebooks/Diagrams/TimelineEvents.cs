using System.Globalization;
using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>The facts of a timeline in words, for its titles and for the table beneath it.</summary>
internal static class TimelineEvents
{
    /// <summary>One line of the table beneath a timeline.</summary>
    private sealed record Event(
        string Process,
        int? Pid,
        string Step,
        string? Result,
        MonotonicTime Start,
        [Column(Unit = "µs")] TimeSpan? Duration,
        string? Detail) : IObservation;

    /// <summary>The same facts as a table, in the order of time, counted from the first event.</summary>
    public static TableModel Table(ChildTrace trace)
    {
        var names = trace.Processes.DistinctBy(process => process.Pid).ToDictionary(process => process.Pid, process => process.Name);
        var call = new Event("parent", trace.Processes.FirstOrDefault()?.ParentPid, "makes the child", null, trace.ForkCalled, trace.ForkReturned - trace.ForkCalled, null);
        var starts = trace.Processes.Select(process => new Event(process.Name, process.Pid, "runs its first instruction", null, process.Started, null, null));
        var steps = trace.Steps.Select(step => new Event(
            names.GetValueOrDefault(step.Pid, "process"), step.Pid, step.Text, Result(step), step.Start, step.Duration, step.Detail.Length > 0 ? step.Detail : null));
        var ends = trace.Processes.Where(process => process.Ended is not null).Select(process => new Event(
            process.Name, process.Pid, $"is seen to have ended: {process.Status?.ToString() ?? "status not known"}", null, process.Ended!.Value, null, null));
        List<object> events = [.. starts.Concat(steps).Concat(ends).Prepend(call).OrderBy(happened => happened.Start)];
        return TableReader.List(events, "");
    }

    /// <summary>One step in a line.</summary>
    public static string Describe(ChildStep step, MonotonicTime origin)
    {
        var result = Result(step) is { } value ? $" = {value}" : " does not return";
        var duration = step.Duration is { } length ? $": {DurationUnit.Describe(length)}, from {Since(step.Start, origin)}" : $": from {Since(step.Start, origin)}";
        return step.Text + result + duration + (step.Detail.Length > 0 ? $"; {step.Detail}" : "");
    }

    /// <summary>A moment as the time since the first one.</summary>
    public static string Since(MonotonicTime moment, MonotonicTime origin) =>
        moment == origin ? "0 µs" : DurationUnit.Describe(moment - origin);

    private static string? Result(ChildStep step) =>
        step.End is null ? null
        : step.Errno is { } errno ? $"−1 {errno}"
        : step.Result.ToString(CultureInfo.InvariantCulture);
}
