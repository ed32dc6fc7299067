using Ipc.Claims;

namespace Ipc.Processes;

/// <summary>The claims of chapter 01 that a trace of system calls decides: how fork, vfork and pthread_create reach the kernel.</summary>
internal static class CreationClaims
{
    private const string Chapter = "01-processes";

    private static readonly string[] ForkFlags = ["CLONE_CHILD_CLEARTID", "CLONE_CHILD_SETTID", "SIGCHLD"];
    private static readonly string[] VforkFlags = ["CLONE_VFORK", "CLONE_VM"];
    private static readonly string[] ThreadFlags =
    [
        "CLONE_CHILD_CLEARTID", "CLONE_FILES", "CLONE_FS", "CLONE_PARENT_SETTID", "CLONE_SETTLS", "CLONE_SIGHAND", "CLONE_SYSVSEM", "CLONE_THREAD", "CLONE_VM",
    ];

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "P1",
            Chapter,
            new Statement(
                "fork reaches the kernel as clone with CLONE_CHILD_CLEARTID, CLONE_CHILD_SETTID and SIGCHLD.",
                "fork 最终通过 clone 系统调用进入内核，标志为 CLONE_CHILD_CLEARTID、CLONE_CHILD_SETTID 和 SIGCHLD。"),
            "fork(2)",
            Fork),
        new(
            "P2",
            Chapter,
            new Statement(
                "vfork reaches the kernel as clone with CLONE_VM and CLONE_VFORK.",
                "vfork 最终通过 clone 系统调用进入内核，标志为 CLONE_VM 和 CLONE_VFORK。"),
            "vfork(2)",
            Vfork),
        new(
            "P3",
            Chapter,
            new Statement(
                "pthread_create is clone with CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND, CLONE_THREAD, CLONE_SYSVSEM, CLONE_SETTLS, CLONE_PARENT_SETTID and CLONE_CHILD_CLEARTID.",
                "pthread_create 就是 clone，标志为 CLONE_VM、CLONE_FS、CLONE_FILES、CLONE_SIGHAND、CLONE_THREAD、CLONE_SYSVSEM、CLONE_SETTLS、CLONE_PARENT_SETTID 和 CLONE_CHILD_CLEARTID。"),
            "pthread_create(3)",
            Thread),
    ];

    private static Decision Fork()
    {
        var seen = CreationCall.OfFork();
        return Decision.Of(seen.All(call => call.Call == "clone" && call.Flags.SequenceEqual(ForkFlags)), Summary(seen), seen);
    }

    /// <summary>libc decides: x86-64 has a vfork call of its own, which glibc uses; arm64 has none.</summary>
    private static Decision Vfork()
    {
        var seen = CreationCall.OfVfork();
        var asClone = seen.Count(call => call.Call is "clone" or "clone3" && VforkFlags.All(call.Flags.Contains));
        return asClone == seen.Count ? Decision.Of(holds: true, Summary(seen), seen, "no vfork call")
            : asClone > 0 ? new Decision(Verdict.Depends, "vfork call", Summary(seen), seen)
            : Decision.Of(holds: false, Summary(seen), seen);
    }

    /// <summary>The set of flags decides; whether it travels by clone or by clone3 is told as a condition.</summary>
    private static Decision Thread()
    {
        var seen = CreationCall.OfThread();
        var sameFlags = seen.All(call => call.Flags.SequenceEqual(ThreadFlags));
        return !sameFlags ? Decision.Of(holds: false, Summary(seen), seen)
            : seen.All(call => call.Call == "clone") ? Decision.Of(holds: true, Summary(seen), seen, "clone")
            : new Decision(Verdict.Depends, "clone3", Summary(seen), seen);
    }

    private static string Summary(IReadOnlyList<CreationCall> seen) => string.Join("; ", seen.Select(call =>
        $"{call.Function} in {call.Program}: {call.Call}{(call.Flags.Count > 0 ? $" with {string.Join('|', call.Flags)}" : "")}"));
}
