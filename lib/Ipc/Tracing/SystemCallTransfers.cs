using System.Globalization;
using System.Text.RegularExpressions;
using Ipc.Children;

namespace Ipc.Tracing;

/// <summary>Finds the bytes that travel in a trace of system calls, and in one that children recorded themselves.</summary>
internal static partial class SystemCallTransfers
{
    private static readonly string[] Writes = ["write", "writev", "sendto", "sendmsg"], Reads = ["read", "readv", "recvfrom", "recvmsg"];

    internal static IReadOnlyList<Transfer> Of(SystemCallTrace trace)
    {
        var tracker = new DescriptorTracker();
        Inherit(tracker, trace.Threads.FirstOrDefault()?.Pid ?? 0, trace.Program?.Descriptors, []);
        var threads = trace.Threads.ToLookup(thread => thread.Tid);
        var fifos = new Dictionary<string, DescriptorTracker.Channel>();
        List<(MonotonicTime At, int Order, Action Take)> effects =
        [
            .. trace.Events.OfType<ProcessEvent.Started>().Where(one => one.By != 0)
                .Select(one => (one.Time, 1, (Action)(() => tracker.Fork(ProcessOf(one.By), one.Pid, sharesTable: one.Pid != one.Tid)))),
            .. trace.Events.OfType<ProcessEvent.Executed>().Select(one => (one.Time, 1, (Action)(() => tracker.Exec(one.Pid)))),
            .. trace.Calls.Where(call => call.Result >= 0 && call.End is not null).SelectMany(call => Effects(tracker, call, fifos)),
        ];
        return Run(effects, tracker);

        int ProcessOf(int tid) => threads[tid].FirstOrDefault()?.Pid ?? tid;
    }

    internal static IReadOnlyList<Transfer> Of(IReadOnlyList<ChildTrace> traces)
    {
        var tracker = new DescriptorTracker();
        var named = new Dictionary<string, DescriptorTracker.Channel>();
        foreach (var trace in traces)
        {
            Inherit(tracker, trace.Processes.FirstOrDefault()?.Pid ?? 0, trace.Descriptors, named);
        }

        List<(MonotonicTime At, int Order, Action Take)> effects =
        [
            .. traces.SelectMany(trace => trace.Processes.Skip(1).Select(process => (Made(trace, process), 1, (Action)(() => tracker.Fork(process.ParentPid, process.Pid, sharesTable: false))))),
            .. traces.SelectMany(trace => trace.Steps).Where(step => step.Errno is null && step.End is not null).Select(step => (step.Call == "write" ? step.Start : step.End!.Value, 0, (Action)(() => Take(tracker, step, named)))),
        ];
        return Run(effects, tracker);

        // By the time that a child runs its first instruction, its parent may have closed what the child has copies of.
        static MonotonicTime Made(ChildTrace trace, TracedProcess process) =>
            trace.Steps.LastOrDefault(step => step.Pid == process.ParentPid && step.Result == process.Pid && step.Start <= process.Started && step.Call != "wait4")?.Start ?? process.Started;
    }

    private static IReadOnlyList<Transfer> Run(List<(MonotonicTime At, int Order, Action Take)> effects, DescriptorTracker tracker)
    {
        foreach (var (_, _, take) in effects.OrderBy(effect => effect.At).ThenBy(effect => effect.Order))
        {
            take();
        }

        return tracker.Transfers;
    }

    private static void Inherit(DescriptorTracker tracker, int pid, IReadOnlyDictionary<int, string>? descriptors, Dictionary<string, DescriptorTracker.Channel> channels)
    {
        foreach (var (fd, target) in descriptors ?? new Dictionary<int, string>())
        {
            // A socket's two ends have two names: which belongs to which is not known.
            if (target.StartsWith("pipe:", StringComparison.Ordinal))
            {
                tracker.Named(pid, fd, target, channels);
            }
        }
    }

    /// <summary>What a call does to descriptors and bytes, and when: what it writes goes in from its start on, all else is done at its end.</summary>
    private static IEnumerable<(MonotonicTime At, int Order, Action Take)> Effects(DescriptorTracker tracker, SystemCall call, Dictionary<string, DescriptorTracker.Channel> fifos)
    {
        var (start, end, bytes) = (call.Start, call.End!.Value, call.Result!.Value);
        (int From, int Into)? moves = call.Name switch
        {
            "splice" => (Word(call, 0), Word(call, 2)),
            "sendfile" => (Word(call, 1), Word(call, 0)),
            _ => null,
        };
        if (moves is { } ends)
        {
            return
            [
                (start, 0, () => tracker.Write(call.Pid, call.Tid, ends.Into, bytes, start)),
                (end, 0, () => tracker.Read(call.Pid, call.Tid, ends.From, bytes, end)),
            ];
        }

        return [(Writes.Contains(call.Name) ? start : end, 0, () => Take(tracker, call, fifos))];
    }

    private static int Word(SystemCall call, int index) => (int)call.Arguments[index].Word;

    private static void Take(DescriptorTracker tracker, SystemCall call, Dictionary<string, DescriptorTracker.Channel> fifos)
    {
        int Word(int index) => SystemCallTransfers.Word(call, index);
        var result = call.Result!.Value;
        switch (call.Name)
        {
            case "pipe" or "pipe2" when Pipes.DescriptorPair.Of(call) is { } pair:
                tracker.Pipe(call.Pid, pair.First, pair.Second, CloseOnExec(call));
                break;
            case "socketpair" when Pipes.DescriptorPair.Of(call) is { } pair:
                tracker.SocketPair(call.Pid, pair.First, pair.Second, CloseOnExec(call));
                break;
            case "mknod" or "mknodat" when call.Argument("mode")?.Text.Contains("S_IFIFO", StringComparison.Ordinal) == true && call.Argument("pathname") is { } path:
                fifos[path.Text] = new DescriptorTracker.Channel($"FIFO {path.Text}");
                break;
            case "open" or "openat" when call.Argument("pathname") is { } path && fifos.ContainsKey(path.Text):
                tracker.Named(call.Pid, (int)result, path.Text, fifos);
                break;
            case "dup" or "dup2" or "dup3":
                tracker.Duplicate(call.Pid, Word(0), (int)result, CloseOnExec(call));
                break;
            case "fcntl" when call.Arguments[1].Text.StartsWith("F_DUPFD", StringComparison.Ordinal):
                tracker.Duplicate(call.Pid, Word(0), (int)result, call.Arguments[1].Text == "F_DUPFD_CLOEXEC");
                break;
            case "fcntl" when call.Arguments[1].Text == "F_SETFD":
                tracker.MarkCloseOnExec(call.Pid, Word(0), CloseOnExec(call));
                break;
            case "close":
                tracker.Close(call.Pid, Word(0));
                break;
            case "close_range" when !call.Arguments[2].Text.Contains("UNSHARE", StringComparison.Ordinal):
                tracker.CloseRange(call.Pid, (uint)Word(0), (uint)Word(1), CloseOnExec(call));
                break;
            case var name when Writes.Contains(name):
                tracker.Write(call.Pid, call.Tid, Word(0), result, call.Start);
                break;
            case var name when Reads.Contains(name) && result > 0:
                tracker.Read(call.Pid, call.Tid, Word(0), result, call.End!.Value);
                break;
        }
    }

    private static void Take(DescriptorTracker tracker, ChildStep step, Dictionary<string, DescriptorTracker.Channel> named)
    {
        // A step names its descriptors in its text: read(4, …), dup2(4, 1).
        var numbers = LeadingNumbers().Match(step.Text) is { Success: true } match ? match.Groups["number"].Captures.Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).ToList() : [];
        switch (step.Call)
        {
            case "write" when numbers.Count > 0 && step.Result > 0:
                tracker.Write(step.Pid, step.Pid, numbers[0], step.Result, step.Start);
                break;
            case "read" when numbers.Count > 0 && step.Result > 0:
                tracker.Read(step.Pid, step.Pid, numbers[0], step.Result, step.End!.Value);
                break;
            case "pipe" or "pipe2" when Pipes.DescriptorPair.Of(step) is { } pair:
                tracker.Pipe(step.Pid, pair.First, pair.Second, step.Text.Contains("CLOEXEC", StringComparison.Ordinal));
                break;
            case "open" when OpenedFifo().Match(step.Text) is { Success: true } fifo:
                tracker.Named(step.Pid, (int)step.Result, $"FIFO {fifo.Groups["name"].Value}", named);
                break;
            case "dup2" when numbers.Count > 1:
                tracker.Duplicate(step.Pid, numbers[0], numbers[1], closeOnExec: false);
                break;
            case "close" when numbers.Count > 0:
                tracker.Close(step.Pid, numbers[0]);
                break;
        }
    }

    private static bool CloseOnExec(SystemCall call) => call.Arguments.Any(argument => argument.Text.Contains("CLOEXEC", StringComparison.Ordinal));

    // Only a FIFO's open is written with its flags by name; a file's flags are a number.
    [GeneratedRegex("^open\\(\"(?<name>[^\"]+)\", O_")]
    private static partial Regex OpenedFifo();

    [GeneratedRegex(@"^\w+\((?:(?<number>\d+)(?:, |\)))+")]
    private static partial Regex LeadingNumbers();
}
