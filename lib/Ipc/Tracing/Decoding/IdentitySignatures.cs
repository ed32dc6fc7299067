namespace Ipc.Tracing.Decoding;

/// <summary>Who a process is: ids, groups, sessions, limits and usage, and on what system.</summary>
internal static class IdentitySignatures
{
    /// <summary>The limits of getrlimit(2).</summary>
    internal static FlagSet Limits { get; } = FlagSet.Numbered("RLIMIT",
        "RLIMIT_CPU RLIMIT_FSIZE RLIMIT_DATA RLIMIT_STACK RLIMIT_CORE RLIMIT_RSS RLIMIT_NPROC RLIMIT_NOFILE RLIMIT_MEMLOCK RLIMIT_AS RLIMIT_LOCKS RLIMIT_SIGPENDING RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_RTTIME");

    private static readonly FlagSet UsageOf = new("RUSAGE", (0, "RUSAGE_SELF"), (0xffffffff, "RUSAGE_CHILDREN"), (1, "RUSAGE_THREAD"));
    private static readonly FlagSet RandomFlags = FlagSet.Bits("GRND", "GRND_NONBLOCK GRND_RANDOM GRND_INSECURE");
    private const int NameBytes = 65; // __NEW_UTS_LEN + 1
    private static readonly Structure System = new(Field.At("sysname", NameBytes, 1, Show.CText), Field.At("nodename", NameBytes, 1, Show.CText)) { IsAbbreviated = true };

    private static readonly Structure Information = new(
        Field.Long("uptime"), Field.At("loads", 24, 8, (call, at) => Show.Array(call, at, 3, 8, (c, one) => c.Int64(one) is { } load ? Show.Size(c, load) : null)),
        Field.UnsignedLong("totalram"), Field.UnsignedLong("freeram"), Field.UnsignedLong("sharedram"), Field.UnsignedLong("bufferram"), Field.UnsignedLong("totalswap"), Field.UnsignedLong("freeswap"),
        Field.UnsignedShort("procs"), Field.UnsignedLong("totalhigh"), Field.UnsignedLong("freehigh"), Field.UnsignedInt("mem_unit"));

    private static readonly Parameter Pid = new("pid", Show.Int), Uid = new("uid", Show.Id), Gid = new("gid", Show.Id), Resource = new("resource", Limits.Value);
    private static readonly Parameter RealUser = new("ruid", Show.Id), EffectiveUser = new("euid", Show.Id), RealGroup = new("rgid", Show.Id), EffectiveGroup = new("egid", Show.Id);

    internal static IEnumerable<Signature> All { get; } =
    [
        .. "getpid getppid gettid getpgrp getuid geteuid getgid getegid setsid".Split(' ').Select(name => new Signature(name)),
        new("getpgid", Pid),
        new("setpgid", Pid, new("pgid", Show.Int)),
        new("getsid", Pid),
        new("setuid", Uid),
        new("setgid", Gid),
        new("setreuid", RealUser, EffectiveUser),
        new("setregid", RealGroup, EffectiveGroup),
        new("setresuid", RealUser, EffectiveUser, new("suid", Show.Id)),
        new("setresgid", RealGroup, EffectiveGroup, new("sgid", Show.Id)),
        new("getresuid", Behind("ruid"), Behind("euid"), Behind("suid")),
        new("getresgid", Behind("rgid"), Behind("egid"), Behind("sgid")),
        new("setfsuid", new Parameter("fsuid", Show.Id)),
        new("setfsgid", new Parameter("fsgid", Show.Id)),
        new("getgroups", new("size", Show.Int), new("list", (call, at) => Show.Ints(call, at, call.Words[0] == 0 ? 0 : call.Result, Show.UnsignedInt), FilledByCall: true)),
        new("setgroups", new("size", Show.Int), new("list", (call, at) => Show.Ints(call, at, (int)call.Words[0], Show.UnsignedInt))),
        new("getrlimit", Resource, new("rlim", ResourceText.Limits, FilledByCall: true)),
        new("setrlimit", Resource, new("rlim", ResourceText.Limits)),
        new("prlimit64", Pid, Resource, new("new_limit", ResourceText.Limits), new("old_limit", ResourceText.Limits, FilledByCall: true)),
        new("getrusage", new("who", UsageOf.Value), new("usage", ResourceText.Usage, FilledByCall: true)),
        new("uname", new Parameter("buf", System.Show, FilledByCall: true)),
        new("sysinfo", new Parameter("info", Information.Show, FilledByCall: true)),
        new("getrandom", new("buf", (call, at) => Show.HexBytes(call, at, call.Result), FilledByCall: true), new("buflen", Show.Size), new("flags", RandomFlags.Flags)),
    ];

    private static Parameter Behind(string name) => new(name, Show.UnsignedIntBehind, FilledByCall: true);
}
