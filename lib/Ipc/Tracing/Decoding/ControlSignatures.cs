namespace Ipc.Tracing.Decoding;

/// <summary>What a process sets about itself and its threads, and how it is watched: prctl, seccomp, ptrace and the like.</summary>
internal static class ControlSignatures
{
    private static readonly FlagSet PerfFlags = new("PERF_FLAG", (1, "PERF_FLAG_FD_NO_GROUP"), (2, "PERF_FLAG_FD_OUTPUT"), (4, "PERF_FLAG_PID_CGROUP"), (8, "PERF_FLAG_FD_CLOEXEC"));
    private static readonly FlagSet UringFlags = FlagSet.Bits("IORING_ENTER", "IORING_ENTER_GETEVENTS IORING_ENTER_SQ_WAKEUP IORING_ENTER_SQ_WAIT IORING_ENTER_EXT_ARG IORING_ENTER_REGISTERED_RING");

    private static readonly Structure Filter = new(Field.UnsignedShort("len"), Field.Pointer("filter"));
    private static readonly Parameter Size = new("size", Show.Size), Flags = new("flags", Show.UnsignedInt);

    internal static IEnumerable<Signature> All { get; } =
    [
        PrctlSignature.Prctl,
        new("arch_prctl", new("op", ControlFlags.ArchitectureCodes.Value), new("addr", ArchitectureArgument) { Afterwards = ArchitectureResult }),
        new("set_tid_address", new Parameter("tidptr", Show.Address)),
        new("set_robust_list", new("head", Show.Address), Size),
        new("get_robust_list", new("pid", Show.Int), new("head_ptr", Show.AddressBehind, FilledByCall: true), new("sizep", SizeBehind, FilledByCall: true)),
        new("rseq", new("rseq", Show.Address), new("rseq_len", Show.HexInt), new("flags", Show.HexInt), new("sig", Show.HexInt)),
        new("seccomp", new("operation", ControlFlags.SeccompOperations.Value), new("flags", SeccompFlags), new("args", SeccompArgument) { Afterwards = SeccompAction }),
        new("membarrier", new("cmd", ControlFlags.Barriers.Value), Flags, new("cpu_id", (call, word) => (call.Words[1] & 1) != 0 ? Show.Int(call, word) : null))
        {
            Result = call => call.Words[0] == 0 && call.Result != 0 ? Show.Hex(call.Result) : Show.Decimal(call.Result),
            ResultDetail = call => call.Words[0] == 0 && call.Result != 0 ? ControlFlags.Barriers.Flags(call.Result) : null,
        },
        new("kcmp", new("pid1", Show.Int), new("pid2", Show.Int), new("type", ControlFlags.Comparisons.Value), new("idx1", OfFiles), new("idx2", OfFiles)),
        new("ptrace", new("op", ControlFlags.TraceRequests.Value), new("pid", TracePid), new("addr", TraceAddress), new("data", TraceData)),
        new("perf_event_open", new("attr", Show.Address), new("pid", Show.Int), new("cpu", Show.Int), new("group_fd", Show.Int), new("flags", PerfFlags.LongFlags)),
        new("io_uring_setup", new("entries", Show.UnsignedInt), new("p", Show.Address)),
        new("io_uring_enter", new("fd", Show.Int), new("to_submit", Show.UnsignedInt), new("min_complete", Show.UnsignedInt), new("flags", UringFlags.Flags), new("sig", Show.Address), new("sz", Show.Size)),
        new("personality", new Parameter("persona", Show.HexInt)) { ResultDetail = call => call.Result == 0 ? "PER_LINUX" : null },
        new("reboot", new("magic", Show.HexInt), new("magic2", Show.HexInt), new("op", Show.HexInt), new("arg", Show.Address)),
    ];

    private static bool GetsArchitectureWord(CallContext call) => ControlFlags.ArchitectureCodes.Find((uint)call.Words[0]) is "ARCH_GET_FS" or "ARCH_GET_GS";

    private static string? ArchitectureArgument(CallContext call, long word) => ControlFlags.ArchitectureCodes.Find((uint)call.Words[0]) switch
    {
        "ARCH_GET_CPUID" => null,
        _ => Show.Word(call, word),
    };

    private static string? ArchitectureResult(CallContext call, long word, string? before) => !call.Failed && GetsArchitectureWord(call) ? Show.AddressBehind(call, word) : before;

    private static string SizeBehind(CallContext call, long address) =>
        Show.Array(call, address, 1, sizeof(long), (c, at) => c.Int64(at) is { } size ? Show.Size(c, size) : null);

    private static string? SeccompFlags(CallContext call, long word) => call.Words[0] == 1 ? ControlFlags.SeccompFlags.Flags(call, word) : Show.UnsignedInt(call, word);

    /// <summary>A descriptor, which kcmp looks at only where it compares open files.</summary>
    private static string? OfFiles(CallContext call, long word) => (int)call.Words[2] == 0 ? Show.UnsignedInt(call, word) : null;

    private static string? SeccompArgument(CallContext call, long word) => call.Words[0] == 1 ? Filter.Show(call, word) : Show.Address(call, word);

    private static string? SeccompAction(CallContext call, long word, string? before) =>
        call is { Failed: false } && call.Words[0] == 2 ? Show.Ints(call, word, 1, ControlFlags.SeccompActions.Value) : before;

    private static string? TracePid(CallContext call, long word) => call.Words[0] == 0 ? null : Show.Int(call, word);

    private static string? TraceAddress(CallContext call, long word) => ControlFlags.TraceRequests.Find((uint)call.Words[0]) switch
    {
        "PTRACE_ATTACH" or "PTRACE_TRACEME" or "PTRACE_KILL" => null,
        _ => Show.Address(call, word),
    };

    private static string? TraceData(CallContext call, long word) => ControlFlags.TraceRequests.Find((uint)call.Words[0]) switch
    {
        "PTRACE_SEIZE" or "PTRACE_SETOPTIONS" => ControlFlags.TraceOptions.Flags(call, word),
        "PTRACE_CONT" or "PTRACE_SYSCALL" or "PTRACE_DETACH" or "PTRACE_SINGLESTEP" or "PTRACE_LISTEN" => SignalText.Signal(call, word),
        "PTRACE_ATTACH" or "PTRACE_TRACEME" or "PTRACE_INTERRUPT" or "PTRACE_KILL" => null,
        _ => Show.Address(call, word),
    };
}
