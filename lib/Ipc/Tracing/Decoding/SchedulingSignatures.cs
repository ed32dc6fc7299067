namespace Ipc.Tracing.Decoding;

/// <summary>Which CPU runs a thread, and when.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sched.7.html"/>
internal static class SchedulingSignatures
{
    private static readonly FlagSet Policies = FlagSet.Numbered("SCHED", "SCHED_OTHER SCHED_FIFO SCHED_RR SCHED_BATCH SCHED_ISO SCHED_IDLE SCHED_DEADLINE");
    private static readonly FlagSet AttributeFlags = FlagSet.Bits("SCHED_FLAG", "SCHED_FLAG_RESET_ON_FORK SCHED_FLAG_RECLAIM SCHED_FLAG_DL_OVERRUN SCHED_FLAG_KEEP_POLICY SCHED_FLAG_KEEP_PARAMS SCHED_FLAG_UTIL_CLAMP_MIN SCHED_FLAG_UTIL_CLAMP_MAX");
    private static readonly FlagSet Targets = FlagSet.Numbered("PRIO", "PRIO_PROCESS PRIO_PGRP PRIO_USER");

    private static readonly Structure Attributes = new(
        Field.UnsignedInt("size"), Field.UnsignedInt("sched_policy", Policy), Field.UnsignedLong("sched_flags", AttributeFlags.LongFlags), Field.Int("sched_nice"), Field.UnsignedInt("sched_priority"),
        Field.UnsignedLong("sched_runtime"), Field.UnsignedLong("sched_deadline"), Field.UnsignedLong("sched_period"));

    private static readonly Parameter Pid = new("pid", Show.Int), Size = new("cpusetsize", Show.UnsignedInt), PolicyParameter = new("policy", Policy), Which = new("which", Targets.Value), Who = new("who", Show.Int);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("sched_yield"),
        new("sched_getaffinity", Pid, Size, new("mask", (call, at) => Cpus(call, at, call.Result), FilledByCall: true)),
        new("sched_setaffinity", Pid, Size, new("mask", (call, at) => Cpus(call, at, call.Words[1]))),
        new("sched_getscheduler", Pid) { ResultDetail = call => Policy(call, call.Result) },
        new("sched_setscheduler", Pid, PolicyParameter, new("param", Show.IntBehind)),
        new("sched_getparam", Pid, new("param", Show.IntBehind, FilledByCall: true)),
        new("sched_setparam", Pid, new("param", Show.IntBehind)),
        new("sched_get_priority_min", PolicyParameter),
        new("sched_get_priority_max", PolicyParameter),
        new("sched_rr_get_interval", Pid, new("tp", TimeText.Nanoseconds.Show, FilledByCall: true)),
        new("sched_getattr", Pid, new("attr", Attributes.Show, FilledByCall: true), new("size", Show.UnsignedInt), new("flags", Show.UnsignedInt)),
        new("sched_setattr", Pid, new("attr", Attributes.Show), new("flags", Show.UnsignedInt)),
        new("getcpu", new("cpu", Show.UnsignedIntBehind, FilledByCall: true), new("node", Show.UnsignedIntBehind, FilledByCall: true), new("tcache", Show.Address)),
        new("getpriority", Which, Who),
        new("setpriority", Which, Who, new("prio", Show.Int)),
    ];

    private static string Policy(CallContext call, long word)
    {
        const uint ResetOnFork = 0x40000000;
        return Policies.Find((uint)word) ?? (Policies.Find((uint)word & ~ResetOnFork) is { } name ? $"{name}|SCHED_RESET_ON_FORK" : Policies.Value((uint)word));
    }

    private static string Cpus(CallContext call, long address, long bytes) => Show.BitSet(call, address, (int)Math.Clamp(bytes, 0, 1024) * 8);
}
