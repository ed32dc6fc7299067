using System.Text;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>Turns what children left in the image into records.</summary>
internal static unsafe class TraceReader
{
    internal static ChildTrace Read(ProgramImage image, Launched launched, ExitStatus? status, MonotonicTime? ended)
    {
        var header = image.Header;
        var head = Volatile.Read(ref header->RingHead);
        var first = Math.Max(0, head - header->RingCapacity);
        var steps = new List<ChildStep>();
        var waits = new List<(int Pid, MonotonicTime Seen, ExitStatus Status)>();
        for (var sequence = first + 1; sequence <= head; sequence++)
        {
            var entry = header->Ring + ((sequence - 1) % header->RingCapacity);
            if (entry->Sequence == sequence && entry->Start != 0)
            {
                steps.Add(Step(image.Program, entry));
                if (steps[^1] is { Call: "wait4", Result: > 0, End: { } seen })
                {
                    waits.Add(((int)entry->Result, seen, ExitStatus.FromRaw((int)entry->Extra)));
                }
            }
        }

        steps.Sort((left, right) => left.Start.CompareTo(right.Start));
        return new ChildTrace(steps, Processes(image, launched, status, ended, waits), first, new(launched.Called), new(launched.Returned)) { Descriptors = image.Descriptors, Sockets = image.Sockets, MadeWith = image.MadeWith };
    }

    internal static IReadOnlyList<ReceivedSignal> Signals(ProgramImage image)
    {
        var header = image.Header;
        var signals = new List<ReceivedSignal>();
        for (var i = 0; i < Math.Min(Volatile.Read(ref header->SignalHead), ImageHeader.SignalCapacity); i++)
        {
            var entry = header->Signals[i];
            if (entry.Signal != 0)
            {
                signals.Add(new((Signal)entry.Signal, entry.Code, entry.SenderPid, entry.ReceiverPid, entry.Value, new(entry.Time)) { SenderUser = entry.SenderUser, ReceiverTid = entry.ReceiverTid });
            }
        }

        return signals;
    }

    internal static IEnumerable<(int Pid, MonotonicTime At)> Announced(ProgramImage image)
    {
        var header = image.Header;
        var count = (int)Math.Min(Volatile.Read(ref header->ProcessHead), ImageHeader.ProcessCapacity);
        return new ReadOnlySpan<ProcessEntry>(header->Processes, count).ToArray().Where(process => process.Pid > 0).Select(process => (process.Pid, new MonotonicTime(process.Started)));
    }

    private static List<TracedProcess> Processes(
        ProgramImage image, Launched launched, ExitStatus? status, MonotonicTime? ended, List<(int Pid, MonotonicTime Seen, ExitStatus Status)> waits)
    {
        var header = image.Header;
        var processes = new List<TracedProcess>();
        for (var i = 0; i < Math.Min(header->ProcessHead, ImageHeader.ProcessCapacity); i++)
        {
            var entry = header->Processes[i];
            var started = new MonotonicTime(entry.Started);
            var wait = waits.FirstOrDefault(wait => wait.Pid == entry.Pid && wait.Seen > started && wait.Status is ExitStatus.Exited or ExitStatus.Signaled);
            var (end, how) = entry.Pid == launched.Pid ? (ended, status) : wait.Pid > 0 ? (wait.Seen, wait.Status) : ((MonotonicTime?)null, null);
            processes.Add(new(entry.Pid, entry.ParentPid, image.Program.ProcessNames[entry.Name], started, end, how));
        }

        return processes;
    }

    private static ChildStep Step(ChildProgram program, RingEntry* entry)
    {
        var description = program.Steps[entry->Step];
        var finished = entry->End != 0;
        var isPair = description.Call is "pipe" or "pipe2" or "socketpair" or "getsockopt" && entry->ByteCount > 0;
        var bytes = isPair ? "" : Quote(new ReadOnlySpan<byte>(entry->Bytes, entry->ByteCount), entry->Result);
        var text = description.Template.Replace("{bytes}", bytes.Length > 0 ? bytes : "buffer", StringComparison.Ordinal);
        for (var i = 0; i < 6; i++)
        {
            text = text.Replace($"{{{i}:x}}", entry->Arguments[i].ToString("x", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            text = text.Replace($"{{{i}}}", entry->Arguments[i].ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        text = text.Replace("{extra}", entry->Result > 0 ? $"{(int)entry->Extra}" : "…", StringComparison.Ordinal);
        if (isPair)
        {
            var (one, other) = (((int*)entry->Bytes)[0], ((int*)entry->Bytes)[1]);
            text = text.Replace("fds", $"[{one}, {other}]", StringComparison.Ordinal).Replace("{first}", $"{one}", StringComparison.Ordinal).Replace("{second}", $"{other}", StringComparison.Ordinal);
        }

        var detail = description.Call switch
        {
            "wait4" when entry->Result > 0 => ExitStatus.FromRaw((int)entry->Extra).ToString(),
            "sigwaitinfo" when entry->Result > 0 => ((Signal)entry->Result).ToString(),
            "read" or "write" or "send" or "sendto" or "sendmsg" or "recv" or "recvmsg" => bytes,
            _ => "",
        };
        return new ChildStep(
            entry->Pid,
            description.Call,
            text,
            entry->Result,
            finished && entry->Errno != 0 ? (Errno)entry->Errno : null,
            new(entry->Start),
            finished ? new MonotonicTime(entry->End) : null,
            detail)
        { Step = entry->Step };
    }

    private static string Quote(ReadOnlySpan<byte> bytes, long total)
    {
        if (bytes.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder("\"");
        foreach (var b in bytes)
        {
            text.Append(b switch
            {
                (byte)'\n' => "\\n",
                (byte)'"' => "\\\"",
                (byte)'\\' => "\\\\",
                >= 32 and < 127 => ((char)b).ToString(),
                _ => $"\\x{b:x2}",
            });
        }

        return text.Append(total > bytes.Length ? "\"…" : "\"").ToString();
    }
}
