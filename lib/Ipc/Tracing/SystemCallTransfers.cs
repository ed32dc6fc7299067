using System.Globalization;
using System.Text.RegularExpressions;
using Ipc.Children;
using Ipc.Sockets;

namespace Ipc.Tracing;

/// <summary>Finds the bytes that travel in a trace of system calls, and in one that children recorded themselves.</summary>
internal static partial class SystemCallTransfers
{
    private static readonly string[] Writes = ["write", "writev", "sendto", "sendmsg", "sendmmsg"], Reads = ["read", "readv", "recvfrom", "recvmsg", "recvmmsg"];

    internal static IReadOnlyList<Transfer> Of(SystemCallTrace trace)
    {
        var tracker = new DescriptorTracker();
        Inherit(tracker, trace.Threads.FirstOrDefault()?.Pid ?? 0, trace.Program, [], name => name);
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
            Inherit(tracker, trace.Processes.FirstOrDefault()?.Pid ?? 0, trace, named, name => name.StartsWith('@') ? name : Path.GetFileName(name)); // a step names a socket without its directory
        }

        List<(MonotonicTime At, int Order, Action Take)> effects =
        [
            .. traces.SelectMany(trace => trace.Processes.Skip(1).Select(process => (Made(trace, process), 1, (Action)(() => tracker.Fork(process.ParentPid, process.Pid, sharesTable: false))))),
            .. traces.SelectMany(trace => trace.Steps).Where(step => step.Errno is null && step.End is not null).Select(step => (IsDoneAtStart(step.Call) ? step.Start : step.End!.Value, 0, (Action)(() => Take(tracker, step, named)))),
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

    private static void Inherit(DescriptorTracker tracker, int pid, ChildTrace? program, Dictionary<string, DescriptorTracker.Channel> channels, Func<string, string> nameOf)
    {
        foreach (var (fd, target) in program?.Descriptors ?? new Dictionary<int, string>())
        {
            if (target.StartsWith("pipe:", StringComparison.Ordinal))
            {
                tracker.Named(pid, fd, target, channels);
            }
        }

        foreach (var (fd, socket) in program?.Sockets ?? new Dictionary<int, SocketEntry>())
        {
            tracker.Inherited(pid, fd, socket, nameOf(socket.Name));
        }
    }

    // What is written may be read, and who connects be accepted, before the call has returned.
    private static bool IsDoneAtStart(string call) => Writes.Contains(call) || call is "send" or "connect";

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
                (start, 0, () => tracker.Write(call.Pid, call.Tid, ends.Into, bytes, start, end)),
                (end, 0, () => tracker.Read(call.Pid, call.Tid, ends.From, bytes, end)),
            ];
        }

        return [(IsDoneAtStart(call.Name) ? start : end, 0, () => Take(tracker, call, fifos))];
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
                tracker.SocketPair(call.Pid, pair.First, pair.Second, KindOf(call.Arguments[1].Text), CloseOnExec(call));
                break;
            case "socket":
                tracker.Socket(call.Pid, (int)result, KindOf(call.Arguments[1].Text), CloseOnExec(call));
                break;
            case "bind":
                tracker.Bind(call.Pid, Word(0), AddressOf(call.Arguments[1].Text));
                break;
            case "connect":
                tracker.Connect(call.Pid, Word(0), AddressOf(call.Arguments[1].Text), call.Start, call.End!.Value);
                break;
            case "accept" or "accept4":
                tracker.Accept(call.Pid, Word(0), (int)result, CloseOnExec(call));
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
            case "sendto" when call.Arguments[4].Word != 0:
                tracker.SendTo(call.Tid, AddressOf(call.Arguments[4].Text), result, call.Start);
                break;
            case "sendmmsg" or "recvmmsg":
                // The result is a number of messages; each has its length beside it.
                foreach (var length in MessageLength().Matches(call.Arguments[1].Text).Select(match => long.Parse(match.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture)))
                {
                    if (call.Name == "sendmmsg")
                    {
                        tracker.Write(call.Pid, call.Tid, Word(0), length, call.Start, call.End!.Value);
                    }
                    else
                    {
                        tracker.Read(call.Pid, call.Tid, Word(0), length, call.End!.Value);
                    }
                }

                break;
            case var name when Writes.Contains(name):
                tracker.Write(call.Pid, call.Tid, Word(0), result, call.Start, call.End!.Value, PassedBy(call));
                break;
            case var name when Reads.Contains(name) && !call.Arguments.Any(argument => argument.Text.Contains("MSG_PEEK", StringComparison.Ordinal)):
                tracker.Read(call.Pid, call.Tid, Word(0), result, call.End!.Value, PassedBy(call));
                break;
        }
    }

    private static SocketKind KindOf(string type) =>
        type.Contains("SOCK_DGRAM", StringComparison.Ordinal) ? SocketKind.Datagram
        : type.Contains("SOCK_SEQPACKET", StringComparison.Ordinal) ? SocketKind.SequencedPacket
        : SocketKind.Stream;

    /// <summary>What an address leads to: of a Unix socket its name alone.</summary>
    private static string AddressOf(string address) => SocketPath().Match(address) is { Success: true } match ? match.Groups["at"].Value + match.Groups["name"].Value : address;

    private static int? PassedBy(SystemCall call) =>
        call.Name is "sendmsg" or "recvmsg" && PassedDescriptor().Match(call.Arguments[1].Text) is { Success: true } match ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static bool CloseOnExec(SystemCall call) => call.Arguments.Any(argument => argument.Text.Contains("CLOEXEC", StringComparison.Ordinal));

    [GeneratedRegex("sun_path=(?<at>@?)\"(?<name>[^\"]*)\"")]
    private static partial Regex SocketPath();

    [GeneratedRegex("msg_len=(?<bytes>\\d+)")]
    private static partial Regex MessageLength();

    [GeneratedRegex("cmsg_type=SCM_RIGHTS, cmsg_data=\\[(?<number>\\d+)\\]")]
    private static partial Regex PassedDescriptor();
}
