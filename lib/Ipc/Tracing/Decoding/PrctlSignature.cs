namespace Ipc.Tracing.Decoding;

/// <summary>prctl: how many arguments there are, and what they mean, depends on the option.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/prctl.2.html"/>
internal static class PrctlSignature
{
    private static readonly FlagSet Dumpable = FlagSet.Numbered("SUID_DUMP", "SUID_DUMP_DISABLE SUID_DUMP_USER SUID_DUMP_ROOT");
    private static readonly FlagSet Ambient = FlagSet.Numbered("PR_CAP_AMBIENT", "PR_CAP_AMBIENT_IS_SET PR_CAP_AMBIENT_RAISE PR_CAP_AMBIENT_LOWER PR_CAP_AMBIENT_CLEAR_ALL", first: 1);
    private static readonly FlagSet MemoryNames = new("PR_SET_VMA", (0, "PR_SET_VMA_ANON_NAME"));

    internal static Signature Prctl { get; } = new("prctl",
        new("option", ControlFlags.Options.Value),
        new("arg2", Second) { Afterwards = SecondAfterwards },
        new("arg3", (call, word) => Rest(call, word, 3)),
        new("arg4", (call, word) => Rest(call, word, 4)),
        new("arg5", (call, word) => Rest(call, word, 5)))
    {
        ResultDetail = call => Option(call) == "PR_GET_DUMPABLE" ? Dumpable.Value(call.Result) : Option(call) == "PR_GET_SECCOMP" && call.Result != 0 ? ControlFlags.SeccompModes.Value(call.Result) : null,
    };

    private static string? Option(CallContext call) => ControlFlags.Options.Find((uint)call.Words[0]);

    private static string? Second(CallContext call, long word) => Option(call) switch
    {
        "PR_GET_DUMPABLE" or "PR_GET_KEEPCAPS" or "PR_GET_SECCOMP" or "PR_GET_TIMERSLACK" or "PR_GET_SECUREBITS" or "PR_TASK_PERF_EVENTS_DISABLE" or "PR_TASK_PERF_EVENTS_ENABLE" => null,
        "PR_SET_PDEATHSIG" => SignalText.Signal(call, word),
        "PR_SET_DUMPABLE" => Dumpable.Value(word),
        "PR_SET_NAME" => Name(call, word),
        "PR_CAPBSET_READ" or "PR_CAPBSET_DROP" => Capability.Names.Value(call, word),
        "PR_SET_SECCOMP" => ControlFlags.SeccompModes.Value(word),
        "PR_CAP_AMBIENT" => Ambient.Value(word),
        "PR_SET_VMA" => MemoryNames.Value(word),
        "PR_SET_PTRACER" => word == -1 ? "PR_SET_PTRACER_ANY" : Show.Int(call, word),
        "PR_SET_KEEPCAPS" or "PR_SET_CHILD_SUBREAPER" or "PR_SET_NO_NEW_PRIVS" or "PR_SET_TIMERSLACK" or "PR_SET_THP_DISABLE" => Show.Long(call, word),
        "PR_GET_PDEATHSIG" or "PR_GET_CHILD_SUBREAPER" or "PR_GET_NAME" or "PR_GET_TID_ADDRESS" => Show.Address(call, word),
        "PR_GET_NO_NEW_PRIVS" or "PR_GET_THP_DISABLE" => Show.Long(call, word),
        _ => Show.Word(call, word),
    };

    private static string? SecondAfterwards(CallContext call, long word, string? before) => Option(call) switch
    {
        _ when call.Failed => before,
        "PR_GET_PDEATHSIG" => call.Int32(word) is { } signal ? $"[{SignalText.Signal(call, signal)}]" : before,
        "PR_GET_CHILD_SUBREAPER" => Show.IntBehind(call, word),
        "PR_GET_NAME" => Name(call, word),
        "PR_GET_TID_ADDRESS" => Show.AddressBehind(call, word),
        _ => before,
    };

    /// <summary>The name of a thread, of which the kernel keeps 15 bytes.</summary>
    private static string Name(CallContext call, long address)
    {
        const int Most = 15; // TASK_COMM_LEN − 1
        return address != 0 && call.CText(address, Most, out var whole) is { } bytes ? Show.Quote(bytes, Most, !whole) : Show.Address(call, address);
    }

    private static string? Rest(CallContext call, long word, int place) => Option(call) switch
    {
        "PR_SET_NO_NEW_PRIVS" or "PR_GET_NO_NEW_PRIVS" or "PR_SET_THP_DISABLE" or "PR_GET_THP_DISABLE" or "PR_CAP_AMBIENT" => Option(call) == "PR_CAP_AMBIENT" && place == 3 ? Capability.Names.Value(call, word) : Show.Word(call, word),
        "PR_SET_SECCOMP" => place == 3 ? Show.Address(call, word) : null,
        "PR_SET_VMA" => place switch
        {
            3 => Show.Address(call, word),
            4 => Show.Size(call, word),
            _ => Show.CText(call, word),
        },
        null or "PR_SET_MM" or "PR_SCHED_CORE" or "PR_SET_SYSCALL_USER_DISPATCH" => Show.Word(call, word),
        _ => null,
    };
}
