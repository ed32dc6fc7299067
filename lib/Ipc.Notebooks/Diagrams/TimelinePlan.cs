using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>Lays a trace out: lanes, bars, arrows and axis.</summary>
internal sealed class TimelinePlan
{
    /// <summary>The width of the whole drawing.</summary>
    public const double Width = 760;

    /// <summary>The left edge of the time axis; the names of the lanes stand before it.</summary>
    public const double Left = 118;

    private const double Right = Width - 14;
    private const double LabelHeight = 14;

    private readonly ChildTrace _trace;
    private readonly TimeScale _scale;
    private readonly MonotonicTime _end;
    private readonly List<TracedProcess> _processes;

    private TimelinePlan(ChildTrace trace)
    {
        _trace = trace;
        var moments = Moments(trace).ToList();
        _end = moments.Max();
        _scale = new TimeScale(moments, Left, Right);
        _processes = [.. trace.Processes, .. Unlisted(trace)];
    }

    /// <summary>The layout of a trace.</summary>
    public static TimelineLayout Of(ChildTrace trace) => new TimelinePlan(trace).Lay();

    private TimelineLayout Lay()
    {
        List<TimelineBar>[] bars = [[ForkBar()], .. _processes.Select((process, i) => Bars(process, i + 1))];
        var lanes = new List<TimelineLane>();
        var top = 6.0;
        for (var i = 0; i < bars.Length; i++)
        {
            bars[i] = TimelineLabels.Place(bars[i], Right);
            var rows = bars[i].Select(bar => bar.LabelRow).DefaultIfEmpty().Max();
            var height = Math.Max(52, 8 + TimelineLane.BarHeight + (rows * LabelHeight) + 10);
            lanes.Add(Lane(i, top, height));
            top += height;
        }

        return new TimelineLayout(Width, top + 28, lanes, [.. bars.SelectMany(lane => lane)], Arrows(), _scale.Ticks(), _scale.Breaks, top + 2);
    }

    private TimelineLane Lane(int index, double top, double height)
    {
        if (index == 0)
            return new TimelineLane("parent", _processes.Count > 0 ? _processes[0].ParentPid : null, "", top, height, Left, Right, HasEnded: false);
        var process = _processes[index - 1];
        return new TimelineLane(
            process.Name, process.Pid, process.Status?.ToString() ?? "", top, height,
            _scale.X(process.Started), _scale.X(process.Ended ?? _end), process.Ended is not null);
    }

    private TimelineBar ForkBar() =>
        TimelineBars.Bar(
            0, _scale.X(_trace.ForkCalled), _scale.X(_trace.ForkReturned), StepKind.Process,
            $"the parent's call that made the child: {DurationUnit.Describe(_trace.ForkReturned - _trace.ForkCalled)}, from {Since(_trace.ForkCalled)}",
            "makes the child");

    private List<TimelineBar> Bars(TracedProcess process, int lane)
    {
        var bars = new List<TimelineBar>();
        foreach (var step in _trace.Steps.Where(step => step.Pid == process.Pid).OrderBy(step => step.Start))
        {
            var isExit = step.Call.EndsWith("exit", StringComparison.Ordinal) || step.Call == "exit_group";
            var end = step.End ?? (isExit ? step.Start : process.Ended ?? _end);
            TimelineBars.Append(bars, TimelineBars.Bar(
                lane, _scale.X(step.Start), _scale.X(end), StepKinds.Of(step.Call), TimelineEvents.Describe(step, _scale.Origin), step.Text) with
            {
                Failed = step.Errno is not null,
                IsOpen = step.End is null && !isExit,
            });
        }

        return bars;
    }

    private List<TimelineArrow> Arrows()
    {
        var arrows = new List<TimelineArrow>();
        for (var i = 0; i < _processes.Count; i++)
        {
            var process = _processes[i];
            var parent = 1 + _processes.FindIndex(candidate => candidate.Pid == process.ParentPid && candidate != process);
            var made = parent == 0 && process.Started > _trace.ForkReturned ? _trace.ForkReturned : process.Started;
            arrows.Add(new TimelineArrow(
                _scale.X(made), parent, _scale.X(process.Started), i + 1, IsExit: false,
                $"{process.Name} (pid {process.Pid}) runs its first instruction at {Since(process.Started)}"));
            if (process.Ended is { } ended)
            {
                arrows.Add(new TimelineArrow(
                    _scale.X(ended), i + 1, _scale.X(ended), parent, IsExit: true,
                    $"{process.Name} (pid {process.Pid}) {process.Status?.ToString() ?? "ended"}, seen at {Since(ended)}"));
            }
        }

        return arrows;
    }

    private string Since(MonotonicTime moment) => TimelineEvents.Since(moment, _scale.Origin);

    private static IEnumerable<MonotonicTime> Moments(ChildTrace trace) =>
        new[] { trace.ForkCalled, trace.ForkReturned }
            .Concat(trace.Steps.Select(step => step.Start))
            .Concat(trace.Steps.Select(step => step.End).OfType<MonotonicTime>())
            .Concat(trace.Processes.Select(process => process.Started))
            .Concat(trace.Processes.Select(process => process.Ended).OfType<MonotonicTime>());

    // A process whose start nobody recorded still has the steps that it ran.
    private static IEnumerable<TracedProcess> Unlisted(ChildTrace trace) =>
        trace.Steps.Where(step => trace.Processes.All(process => process.Pid != step.Pid))
            .GroupBy(step => step.Pid)
            .Select(steps => new TracedProcess(steps.Key, 0, "process", steps.Min(step => step.Start), null, null));
}
