using System.Globalization;
using System.Text.RegularExpressions;
using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Notebooks;

/// <summary>The timeline of traces that children recorded themselves: the parent that made them, and a lane for each process.</summary>
internal sealed partial class ChildTraceModel
{
    private readonly IReadOnlyList<ChildTrace> _traces;
    private readonly List<(ChildTrace Trace, TracedProcess Process)> _processes;

    private ChildTraceModel(IReadOnlyList<ChildTrace> traces)
    {
        _traces = traces;
        _processes = [.. traces.SelectMany(trace => trace.Processes.Concat(Unlisted(trace)).Select(process => (trace, process)))];
    }

    /// <summary>The model of a trace, or of several on one axis.</summary>
    public static TimelineModel Of(params IReadOnlyList<ChildTrace> traces) => new ChildTraceModel(traces).Build();

    private TimelineModel Build()
    {
        var parent = new ModelLane("parent", _processes.Count > 0 ? _processes[0].Process.ParentPid : null, null, "", _traces.Min(trace => trace.ForkCalled), null, Reaches: true);
        List<ModelLane> lanes = [parent, .. _processes.Select(one => Lane(one.Process))];
        List<ModelLink> bytes = [.. Bytes()];
        var lost = _traces.Sum(trace => trace.Lost);
        return new TimelineModel(
            lanes,
            Waiting.Marked([.. _traces.Select(Making), .. _traces.SelectMany(trace => trace.Steps).Select(Action)], lanes, bytes),
            [.. Signals().Select(signal => new ModelMark(signal.ToLane, signal.To, MarkKind.Signal, $"{signal.Word} from {lanes[signal.FromLane].Name}"))],
            [.. Births(), .. Ends(), .. Signals(), .. bytes])
        {
            Noun = "step",
            Lost = lost > 0 ? $"{(lost == 1 ? "one older step is" : $"{lost:N0} older steps are")} missing: the ring was full" : "",
        };
    }

    private static ModelAction Making(ChildTrace trace) =>
        new(0, trace.MadeWith.Split('(')[0], trace.MadeWith, trace.ForkCalled, trace.ForkReturned, trace.Processes.Count > 0 ? Number(trace.Processes[0].Pid) : null);

    private static ModelLane Lane(TracedProcess process) => new(process.Name, process.Pid, null, process.Status?.ToString() ?? "", process.Started, process.Ended);

    private ModelAction Action(ChildStep step) => new(
        LaneOf(step.Pid, step.Start),
        step.Call,
        step.Text,
        step.Start,
        step.End,
        step.End is null ? null : step.Errno is { } errno ? $"−1 {errno}" : Number(step.Result))
    {
        Detail = step.Detail,
        Failed = step.Errno is not null,
        IsExit = step.End is null && step.Call is "_exit" or "exit" or "exit_group",
        Bytes = step.Call is "read" or "write" && step.Result > 0 && step.End is not null ? step.Result : 0,
    };

    private IEnumerable<ModelLink> Births() => _processes.Select((one, i) =>
    {
        var (trace, process) = one;
        var parent = ParentLane(process);
        var made = parent == 0 && process.Started > trace.ForkReturned ? trace.ForkReturned : process.Started;
        var how = trace.Steps.LastOrDefault(step => step.Pid == process.ParentPid && step.Result == process.Pid && step.Call is "fork" or "vfork" or "clone")?.Call
            ?? (process == trace.Processes.FirstOrDefault() ? Word(trace.MadeWith) : "");
        return new ModelLink(LinkKind.Birth, parent, made, i + 1, process.Started, $"{(how.Length > 0 ? $"{how}: " : "")}{process.Name} (pid {process.Pid}) runs its first instruction") { Word = how };
    });

    private IEnumerable<ModelLink> Ends() => _processes.Select((one, i) => (one.Process, Lane: i + 1)).Where(one => one.Process.Ended is not null).Select(one =>
        new ModelLink(LinkKind.End, one.Lane, one.Process.Ended!.Value, ParentLane(one.Process), one.Process.Ended.Value, $"{one.Process.Name} (pid {one.Process.Pid}) is seen to have ended: {one.Process.Status?.ToString() ?? "status not known"}"));

    /// <summary>A signal that one process sent another; when it came is known only from a call of the other that it ended.</summary>
    private IEnumerable<ModelLink> Signals()
    {
        foreach (var sent in _traces.SelectMany(trace => trace.Steps).Where(step => step is { Call: "kill", Errno: null, End: not null }))
        {
            if (Kill().Match(sent.Text) is not { Success: true } kill || !int.TryParse(kill.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture, out var pid) || pid == sent.Pid)
                continue;
            var to = LaneOf(pid, sent.Start);
            if (to < 1)
                continue;
            var came = _traces.SelectMany(trace => trace.Steps).FirstOrDefault(step => step.Pid == pid && step.End > sent.Start && (step.Errno == Native.Errno.EINTR || step.Call.StartsWith("sigwait", StringComparison.Ordinal)))?.End;
            yield return new ModelLink(LinkKind.Signal, LaneOf(sent.Pid, sent.Start), sent.Start, to, came ?? sent.End!.Value, kill.Groups["signal"].Value) { Word = kill.Groups["signal"].Value };
        }
    }

    private IEnumerable<ModelLink> Bytes() => Transfer.Among(_traces).Where(transfer => transfer.Writer != transfer.Reader).Select(transfer =>
        new ModelLink(LinkKind.Bytes, LaneOf(transfer.Writer, transfer.Written), transfer.Written, LaneOf(transfer.Reader, transfer.Read), transfer.Read, ActionWords.Bytes(transfer.Bytes)) { Bytes = transfer.Bytes });

    private int ParentLane(TracedProcess process) => 1 + _processes.FindIndex(candidate => candidate.Process.Pid == process.ParentPid && candidate.Process != process);

    /// <summary>The lane of a process id; an id may have been used again, and then the latest that had begun.</summary>
    private int LaneOf(int pid, MonotonicTime at) =>
        1 + (_processes.FindLastIndex(one => one.Process.Pid == pid && one.Process.Started <= at) is var lane and >= 0 ? lane : _processes.FindIndex(one => one.Process.Pid == pid));

    // A process whose start nobody recorded still has the steps that it ran.
    private static IEnumerable<TracedProcess> Unlisted(ChildTrace trace) =>
        trace.Steps.Where(step => trace.Processes.All(process => process.Pid != step.Pid))
            .GroupBy(step => step.Pid)
            .Select(steps => new TracedProcess(steps.Key, 0, "process", steps.Min(step => step.Start), null, null));

    private static string Word(string madeWith) => madeWith.Contains("CLONE_VFORK", StringComparison.Ordinal) ? "vfork" : madeWith.Split('(')[0];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^kill\((?<pid>\d+), (?<signal>\w+)\)$")]
    private static partial Regex Kill();
}
