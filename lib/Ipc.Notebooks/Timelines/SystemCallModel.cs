using Ipc.Tracing;

namespace Ipc.Notebooks;

/// <summary>The timeline of a trace of system calls: a lane for each thread.</summary>
internal sealed class SystemCallModel
{
    private static readonly string[] s_senders = ["kill", "tgkill", "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"];

    private readonly SystemCallTrace _trace;
    private readonly IReadOnlyList<TracedThread> _threads;

    private SystemCallModel(SystemCallTrace trace)
    {
        _trace = trace;
        _threads = trace.Threads;
    }

    /// <summary>The model of a trace.</summary>
    public static TimelineModel Of(SystemCallTrace trace) => new SystemCallModel(trace).Build();

    /// <summary>The model of a trace whose processes may also have recorded their steps: these stand above the calls.</summary>
    public static TimelineModel WithSteps(SystemCallTrace trace) => trace.Program is { } program ? new SystemCallModel(trace).Build().Beneath(program) : Of(trace);

    private TimelineModel Build()
    {
        List<ModelLane> lanes = [.. _threads.Select(Lane)];
        List<ModelLink> bytes = [.. Bytes()];
        return new TimelineModel(
            lanes,
            Waiting.Marked([.. _trace.Calls.Where(call => LaneOf(call.Tid, call.Start) >= 0).Select(Action)], lanes, bytes),
            [.. _trace.Events.SelectMany(Mark)],
            [.. Births(), .. Ends(), .. Signals(), .. bytes])
        {
            Lost = _trace.Lost > 0 ? $"{_trace.Lost:N0} later calls were not kept" : "",
        };
    }

    private ModelLane Lane(TracedThread thread)
    {
        var isThread = thread.Tid != thread.Pid;
        var own = _trace.Program?.Processes.LastOrDefault(process => process.Pid == thread.Pid)?.Name;
        var name = isThread ? "thread" : thread.Program.Length > 0 ? Path.GetFileName(thread.Program) : own ?? Copied(thread);
        return new ModelLane(name, thread.Pid, isThread ? thread.Tid : null, thread.Status?.ToString() ?? "", thread.Started, thread.Ended);
    }

    /// <summary>A process that did not exec runs the program of the one that made it.</summary>
    private string Copied(TracedThread thread)
    {
        for (var maker = LaneOf(thread.By, thread.Started); maker >= 0; maker = _threads[maker].By == 0 ? -1 : LaneOf(_threads[maker].By, _threads[maker].Started))
        {
            if (_threads[maker].Program.Length > 0)
                return $"{Path.GetFileName(_threads[maker].Program)}, {thread.How switch { Birth.Vfork => "vforked", Birth.Clone => "cloned", _ => "forked" }}";
        }

        return "process";
    }

    private ModelAction Action(SystemCall call) => new(LaneOf(call.Tid, call.Start), call.Name, $"{call.Name}({string.Join(", ", call.Arguments)})", call.Start, call.End, call.End is null ? null : call.ResultText.Replace("-1 ", "−1 ", StringComparison.Ordinal))
    {
        Detail = string.Join("; ", ((string[])[call.ResultDetail, call.InterruptedBy is { } signal ? $"broken off by {signal}" : ""]).Where(text => text.Length > 0)),
        Failed = call.Errno is not null,
        IsExit = call.End is null && call.Name is "exit" or "exit_group",
        Bytes = call.Result > 0 && call.Name is "read" or "write" or "readv" or "writev" or "sendto" or "recvfrom" or "sendmsg" or "recvmsg" or "splice" or "sendfile" or "copy_file_range" ? call.Result ?? 0 : 0,
    };

    private IEnumerable<ModelMark> Mark(ProcessEvent one) => LaneOf(one.Tid, one.Time) is var lane and >= 0
        ? one switch
        {
            ProcessEvent.Executed executed => [new ModelMark(lane, one.Time, MarkKind.Exec, $"runs {executed.Program}")],
            ProcessEvent.Signalled signalled => [new ModelMark(lane, one.Time, MarkKind.Signal, signalled.What)],
            ProcessEvent.Stopped stopped => [new ModelMark(lane, one.Time, MarkKind.Stop, stopped.What)],
            _ => [],
        }
        : [];

    private IEnumerable<ModelLink> Births() => _threads.Select((thread, lane) => (thread, lane, Maker: LaneOf(thread.By, thread.Started)))
        .Where(one => one.thread.By != 0 && one.Maker >= 0)
        .Select(one => new ModelLink(LinkKind.Birth, one.Maker, one.thread.Started, one.lane, one.thread.Started, $"{How(one.thread)}: {Name(one.thread)} begins") { Word = How(one.thread) });

    /// <summary>The end of a process leads to the parent that got SIGCHLD for it; without that it leads nowhere.</summary>
    private IEnumerable<ModelLink> Ends() => _threads.Select((thread, lane) => (thread, lane)).Where(one => one.thread.Ended is not null).Select(one =>
    {
        var ended = one.thread.Ended!.Value;
        var told = one.thread.Tid == one.thread.Pid
            ? _trace.Events.OfType<ProcessEvent.Signalled>().FirstOrDefault(signal => signal.Signal == Native.Signal.SIGCHLD && signal.Sender == one.thread.Pid && signal.Time >= ended)
            : null;
        var to = told is null ? one.lane : LaneOf(told.Tid, told.Time);
        return new ModelLink(LinkKind.End, one.lane, ended, to < 0 ? one.lane : to, told?.Time ?? ended, $"{Name(one.thread)} {one.thread.Status}");
    });

    private IEnumerable<ModelLink> Signals()
    {
        foreach (var signal in _trace.Events.OfType<ProcessEvent.Signalled>().Where(signal => signal.Sender > 0 && signal.Signal != Native.Signal.SIGCHLD))
        {
            var sent = _trace.Calls.LastOrDefault(call => call.Pid == signal.Sender && s_senders.Contains(call.Name) && call.Start <= signal.Time);
            if (sent is not null && sent.Tid != signal.Tid && LaneOf(sent.Tid, sent.Start) is var from and >= 0 && LaneOf(signal.Tid, signal.Time) is var to and >= 0)
                yield return new ModelLink(LinkKind.Signal, from, sent.Start, to, signal.Time, signal.Signal.ToString()) { Word = signal.Signal.ToString() };
        }
    }

    private IEnumerable<ModelLink> Bytes() => _trace.Transfers()
        .Where(transfer => transfer.Writer != transfer.Reader)
        .Select(transfer => (transfer, From: LaneOf(transfer.Writer, transfer.Written), To: LaneOf(transfer.Reader, transfer.Read)))
        .Where(one => one.From >= 0 && one.To >= 0)
        .Select(one => new ModelLink(LinkKind.Bytes, one.From, one.transfer.Written, one.To, one.transfer.Read, ActionWords.Bytes(one.transfer.Bytes)) { Bytes = one.transfer.Bytes });

    private static string How(TracedThread thread) => thread.How.ToString().ToLowerInvariant();

    private static string Name(TracedThread thread) => thread.Tid == thread.Pid ? $"pid {thread.Pid}" : $"thread {thread.Tid} of pid {thread.Pid}";

    /// <summary>The lane of a thread id at a moment; −1 where there is none. An id may come again.</summary>
    private int LaneOf(int tid, MonotonicTime at)
    {
        var lane = -1;
        for (var i = 0; i < _threads.Count; i++)
        {
            if (_threads[i].Tid == tid && (lane < 0 || _threads[i].Started <= at))
                lane = i;
        }

        return lane;
    }
}
