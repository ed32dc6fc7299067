using System.Runtime.InteropServices;

namespace Ipc.Tracing.Decoding;

/// <summary>Making, replacing, ending and awaiting processes.</summary>
internal static class ProcessSignatures
{
    private const long CLONE_PIDFD = 0x1000, CLONE_SETTLS = 0x80000, CLONE_PARENT_SETTID = 0x100000, CLONE_CHILD_SETTID = 0x1000000, CLONE_CHILD_CLEARTID = 0x200000;
    private const long ExitSignalMask = 0xff;

    private static readonly bool Arm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static readonly Structure CloneArguments = new(
        Field.UnsignedLong("flags", ProcessFlags.Clone3.LongFlags),
        Field.Pointer("pidfd"),
        Field.Pointer("child_tid"),
        Field.Pointer("parent_tid"),
        Field.UnsignedLong("exit_signal", SignalText.Signal),
        Field.Pointer("stack"),
        Field.UnsignedLong("stack_size", Show.Word),
        Field.Pointer("tls"),
        Field.Pointer("set_tid"),
        Field.UnsignedLong("set_tid_size"),
        Field.UnsignedLong("cgroup"));

    private static readonly Parameter Path = new("pathname", Show.Path), Argv = new("argv", Show.TextList), Envp = new("envp", Show.CountedList);
    private static readonly Parameter Status = new("status", Show.Int), Resources = new("rusage", ResourceText.Usage, FilledByCall: true) { Afterwards = UsageOfChild };

    internal static IEnumerable<Signature> All { get; } =
    [
        new("fork"),
        new("vfork"),
        new("clone",
            new("stack", Show.Address) { Register = 1, Label = "child_stack" },
            new("flags", CloneFlags) { Register = 0, Label = "flags" },
            new("parent_tid", When(CLONE_PARENT_SETTID | CLONE_PIDFD, Show.Address)) { Register = 2, Label = "parent_tid", Afterwards = ParentTid },
            new("tls", When(CLONE_SETTLS, Show.Word)) { Register = Arm64 ? 3 : 4, Label = "tls" },
            new("child_tid", When(CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, Show.Word)) { Register = Arm64 ? 4 : 3, Label = "child_tidptr" }),
        new("clone3", new("cl_args", Clone3) { Afterwards = Clone3Returned }, new("size", Show.Size)),
        new("execve", Path, Argv, Envp),
        new("execveat", new("dirfd", Show.Directory), Path, Argv, Envp, new("flags", FileFlags.At.Flags)),
        new("exit", Status),
        new("exit_group", Status),
        new("wait4",
            new("pid", Show.Int),
            new("wstatus", WaitStatus, FilledByCall: true),
            new("options", ProcessFlags.Wait.Flags),
            Resources),
        new("waitid",
            new("idtype", ProcessFlags.WaitFor.Value),
            new("id", Show.Int),
            new("infop", SignalInformation.Show, FilledByCall: true),
            new("options", ProcessFlags.Wait.Flags),
            Resources with { Afterwards = null }),
    ];

    private static string CloneFlags(CallContext call, long word)
    {
        var flags = word & ~ExitSignalMask & 0xffffffff;
        var signal = word & ExitSignalMask;
        return signal == 0 ? ProcessFlags.Clone.Flags(flags)
            : flags == 0 ? SignalText.Signal(call, signal)
            : $"{ProcessFlags.Clone.Flags(flags)}|{SignalText.Signal(call, signal)}";
    }

    /// <summary>Shows a register that clone uses only with one of these flags.</summary>
    private static Decoder When(long flags, Decoder show) => (call, word) => (call.Words[0] & flags) != 0 ? show(call, word) : null;

    private static string? ParentTid(CallContext call, long word, string? before) => before is null || call.Failed ? before : Show.IntBehind(call, word);

    private static string? Clone3(CallContext call, long address)
    {
        const int SmallestSize = 64; // CLONE_ARGS_SIZE_VER0
        var size = (int)Math.Clamp(call.Words[1], 0, CloneArguments.Bytes);
        if (size < SmallestSize || call.Bytes(address, size).Length < size)
        {
            return Show.Address(call, address);
        }

        long Get(string name) => CloneArguments.AddressOf(address, name) + sizeof(long) > address + size ? 0 : CloneArguments.Get(call, address, name);
        var flags = Get("flags");
        List<string> parts = [$"flags={ProcessFlags.Clone3.Flags(flags)}"];
        void Add(bool shown, string name, string text)
        {
            if (shown)
            {
                parts.Add($"{name}={text}");
            }
        }

        Add((flags & CLONE_PIDFD) != 0, "pidfd", Show.Address(call, Get("pidfd")));
        Add((flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0, "child_tid", Show.Address(call, Get("child_tid")));
        Add((flags & CLONE_PARENT_SETTID) != 0, "parent_tid", Show.Address(call, Get("parent_tid")));
        Add(true, "exit_signal", SignalText.Signal(call, Get("exit_signal")));
        Add(true, "stack", Show.Address(call, Get("stack")));
        Add(true, "stack_size", Get("stack_size") == 0 ? "0" : Show.Hex(Get("stack_size")));
        Add((flags & CLONE_SETTLS) != 0, "tls", Show.Address(call, Get("tls")));
        var ids = Get("set_tid_size");
        Add(ids != 0 || Get("set_tid") != 0, "set_tid", Show.Ints(call, Get("set_tid"), ids));
        Add(ids != 0 || Get("set_tid") != 0, "set_tid_size", Show.Size(call, ids));
        Add((flags & 0x200000000) != 0, "cgroup", Show.Size(call, Get("cgroup")));
        return $"{{{string.Join(", ", parts)}}}";
    }

    private static string? Clone3Returned(CallContext call, long address, string? before)
    {
        var flags = CloneArguments.Get(call, address, "flags");
        List<string> written = [];
        if ((flags & CLONE_PIDFD) != 0)
        {
            written.Add($"pidfd={Show.IntBehind(call, CloneArguments.Get(call, address, "pidfd"))}");
        }

        if ((flags & CLONE_PARENT_SETTID) != 0)
        {
            written.Add($"parent_tid={Show.IntBehind(call, CloneArguments.Get(call, address, "parent_tid"))}");
        }

        return call.Failed || written.Count == 0 ? before : $"{before} => {{{string.Join(", ", written)}}}";
    }

    private static string? WaitStatus(CallContext call, long address) =>
        call.Result > 0 && call.Int32(address) is { } status ? $"[{{{StatusText(call, status)}}}]" : Show.Address(call, address);

    /// <summary>A status in the words of wait(2).</summary>
    private static string StatusText(CallContext call, int status)
    {
        const int Continued = 0xffff, Stopped = 0x7f, CoreDumped = 0x80;
        var low = status & 0x7f;
        return status == Continued ? "WIFCONTINUED(s)"
            : (status & 0xff) == Stopped ? $"WIFSTOPPED(s) && WSTOPSIG(s) == {SignalText.Signal(call, (status >> 8) & 0xff)}"
            : low == 0 ? $"WIFEXITED(s) && WEXITSTATUS(s) == {(status >> 8) & 0xff}"
            : $"WIFSIGNALED(s) && WTERMSIG(s) == {SignalText.Signal(call, low)}{((status & CoreDumped) != 0 ? " && WCOREDUMP(s)" : "")}";
    }

    private static string? UsageOfChild(CallContext call, long address, string? before) =>
        call is { Failed: false, Result: > 0 } ? ResourceText.Usage(call, address) : before;
}
