using Ipc.Claims;

namespace Ipc.Processes;

/// <summary>The claims of chapter 01.</summary>
internal static class ProcessClaims
{
    private const string Chapter = "01-processes";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "P6",
            Chapter,
            new Statement(
                "After vfork the child runs first, and the calling thread of the parent does not run until the child has called _exit or exec, or has died.",
                "vfork 之后子进程先运行；在子进程调用 _exit、exec 或终止之前，父进程中调用 vfork 的线程不会运行。"),
            "vfork(2)",
            Suspension),
        new(
            "P8",
            Chapter,
            new Statement(
                "A vforked child changes the parent's own variables; a forked child changes only its copy.",
                "vfork 的子进程会修改父进程的变量；fork 的子进程只修改自己的副本。"),
            "vfork(2)",
            Variables),
    ];

    private static Decision Suspension()
    {
        VforkSuspension[] seen = [VforkSuspension.Observe(TimeSpan.FromMilliseconds(30)), VforkSuspension.Observe(TimeSpan.FromMilliseconds(30), killed: true)];
        var others = seen.All(run => run.OtherThreadTurns > 0);
        return Decision.Of(
            seen.All(run => run.ReturnedAfterChild),
            $"the calling thread was held {seen[0].ParentHeld.TotalMilliseconds:F1} ms by a child that lived {seen[0].ChildLived.TotalMilliseconds:F1} ms, and {seen[1].ParentHeld.TotalMilliseconds:F1} ms by one that died of SIGKILL; other threads {(others ? "went on" : "did not run")} meanwhile",
            seen);
    }

    private static Decision Variables()
    {
        VariableAfterChild[] seen = [VariableAfterChild.Observe(vfork: false), VariableAfterChild.Observe(vfork: true)];
        return Decision.Of(
            seen[0].After == seen[0].Before && seen[1].After == seen[1].InChild && seen[1].After != seen[1].Before,
            $"after fork the parent's variable went from {seen[0].Before} to {seen[0].After}, after vfork from {seen[1].Before} to {seen[1].After}; both children read {seen[1].InChild}",
            seen);
    }
}
