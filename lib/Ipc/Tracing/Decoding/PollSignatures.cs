using System.Runtime.InteropServices;

namespace Ipc.Tracing.Decoding;

/// <summary>Waiting for several descriptors: poll, select, epoll, and the descriptors made for it.</summary>
internal static class PollSignatures
{
    private static readonly Structure Wanted = new(Field.Int("fd"), Field.Short("events", PollFlags.Poll.Flags), Field.Skip(sizeof(short), sizeof(short)));
    private static readonly Structure Unused = new(Field.Int("fd"), Field.Skip(2 * sizeof(short), sizeof(short)));
    private static readonly Structure Ready = new(Field.Int("fd"), Field.Skip(sizeof(short), sizeof(short)), Field.UnsignedShort("revents", PollFlags.Poll.Flags));

    private static readonly Structure EventData = new(Field.UnsignedInt("u32")) { Special = (call, at) => $"{{u32={(uint)(call.Int32(at) ?? 0)}, u64={(ulong)(call.Int64(at) ?? 0)}}}" };

    /// <summary>struct epoll_event, which x86-64 packs and arm64 aligns.</summary>
    private static readonly Structure Event = new(
        Field.UnsignedInt("events", PollFlags.Epoll.Flags) with { Alignment = 1 },
        Field.At("data", sizeof(ulong), RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? sizeof(ulong) : 1, EventData.Show));

    private static readonly Parameter Epfd = new("epfd", Show.Int), MaxEvents = new("maxevents", Show.Int), Timeout = new("timeout", Show.Int), Mask = new("sigmask", SignalText.Set), SetSize = new("sigsetsize", Show.Size);
    private static readonly Parameter Events = new("events", (call, at) => Event.Array(call, at, call.Result), FilledByCall: true);
    private static readonly Parameter Fds = new("fds", (call, at) => Show.Array(call, at, (uint)call.Words[1], Wanted.Bytes, WantedText)), Count = new("nfds", Show.UnsignedInt);
    private static readonly Parameter Nanoseconds = new("timeout", TimeText.Nanoseconds.Show);
    private static readonly Parameter Bits = new("nfds", Show.Int), Read = new("readfds", Descriptors), Write = new("writefds", Descriptors), Except = new("exceptfds", Descriptors);

    private static readonly Structure MaskAndSize = new(Field.Pointer("sigmask", SignalText.Set), Field.UnsignedLong("sigsetsize"));
    private static readonly Parameter Fd = new("fd", Show.Int), Initial = new("initval", Show.UnsignedInt);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("poll", Fds, Count, Timeout) { ResultDetail = call => PollResult(call, left: null) },
        new("ppoll", Fds, Count, new("tmo_p", TimeText.Nanoseconds.Show), Mask, SetSize) { ResultDetail = call => PollResult(call, TimeText.Nanoseconds) },
        new("select", Bits, Read, Write, Except, new("timeout", TimeText.Microseconds.Show)) { ResultDetail = call => SelectResult(call, TimeText.Microseconds) },
        new("pselect6", Bits, Read, Write, Except, Nanoseconds, new("sigmask", MaskAndSize.Show)) { ResultDetail = call => SelectResult(call, TimeText.Nanoseconds) },
        new("epoll_create", new Parameter("size", Show.Int)),
        new("epoll_create1", new Parameter("flags", PollFlags.EpollCreate.Flags)),
        new("epoll_ctl", Epfd, new("op", PollFlags.EpollOperations.Value), Fd, new("event", (call, at) => call.Words[1] == 2 ? Show.Address(call, at) : Event.Show(call, at))),
        new("epoll_wait", Epfd, Events, MaxEvents, Timeout),
        new("epoll_pwait", Epfd, Events, MaxEvents, Timeout, Mask, SetSize),
        new("epoll_pwait2", Epfd, Events, MaxEvents, Nanoseconds, Mask, SetSize),
        new("eventfd", Initial),
        new("eventfd2", Initial, new("flags", PollFlags.Eventfd.Flags)),
        new("signalfd", Fd, new("mask", SignalText.Set), new("sizemask", Show.Size)),
        new("signalfd4", Fd, new("mask", SignalText.Set), new("sizemask", Show.Size), new("flags", PollFlags.Signalfd.Flags)),
        new("inotify_init"),
        new("inotify_init1", new Parameter("flags", PollFlags.InotifyCreate.Flags)),
        new("inotify_add_watch", Fd, new("pathname", Show.Path), new("mask", PollFlags.Inotify.Flags)),
        new("inotify_rm_watch", Fd, new("wd", Show.Int)),
    ];

    /// <summary>Of an entry that poll passes over, because its descriptor is negative, only that is shown.</summary>
    private static string? WantedText(CallContext call, long address) => Wanted.Get(call, address, "fd") < 0 ? Unused.Find(call, address) : Wanted.Find(call, address);

    private static string? PollResult(CallContext call, Structure? left)
    {
        if (call.Result == 0)
        {
            return "Timeout";
        }

        var ready = new List<string>();
        for (var i = 0; i < Math.Min((uint)call.Words[1], 4096) && ready.Count < call.Result; i++)
        {
            var at = call.Words[0] + (i * Ready.Bytes);
            if (Ready.Get(call, at, "revents") != 0 && Ready.Find(call, at) is { } text)
            {
                ready.Add(text);
            }
        }

        return $"[{string.Join(", ", ready)}]{Left(call, left, call.Words[2])}";
    }

    private static string? SelectResult(CallContext call, Structure left)
    {
        if (call.Result == 0)
        {
            return "Timeout";
        }

        var parts = new List<string>();
        foreach (var (name, index) in new[] { ("in", 1), ("out", 2), ("except", 3) })
        {
            if (call.Words[index] != 0 && Descriptors(call, call.Words[index]) is var set && set != "[]")
            {
                parts.Add($"{name} {set}");
            }
        }

        return string.Join(", ", parts) + Left(call, left, call.Words[4]);
    }

    private static string Left(CallContext call, Structure? left, long address) => left is not null && address != 0 ? $", left {left.Show(call, address)}" : "";

    private static string Descriptors(CallContext call, long address)
    {
        const int Most = 1024; // FD_SETSIZE
        return Show.BitSet(call, address, (int)Math.Clamp((int)call.Words[0], 0, Most));
    }
}
