using Ipc.Claims;
using Ipc.Measurement;

namespace Ipc.Processes;

/// <summary>The claims of chapter 01.</summary>
internal static class ProcessClaims
{
    private const string Chapter = "01-processes";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "P4",
            Chapter,
            new Statement(
                "fork and vfork cost about the same today, whatever memory the parent has.",
                "如今 fork 与 vfork 的开销相差无几，与父进程占用多少内存无关。"),
            "vfork(2)",
            Cost),
        new(
            "P5",
            Chapter,
            new Statement(
                "After fork parent and child both go on, in an order that nothing specifies, and usually at the same time.",
                "fork 之后父子进程都继续运行，先后顺序没有规定，通常是同时运行。"),
            "fork(2)",
            Order),
        new(
            "P6",
            Chapter,
            new Statement(
                "After vfork the child runs first, and the calling thread of the parent does not run until the child has called _exit or exec, or has died.",
                "vfork 之后子进程先运行；在子进程调用 _exit、exec 或终止之前，父进程中调用 vfork 的线程不会运行。"),
            "vfork(2)",
            Suspension),
        new(
            "P7",
            Chapter,
            new Statement(
                "A forked child's memory is copied page by page, when a page is written: each written page costs a page fault and a page of memory, and the parent's bytes stay as they were.",
                "fork 出的子进程采用写时复制：只有被写入的页才会复制，每写一页产生一次缺页并占用一页内存，父进程的内容保持不变。"),
            "fork(2)",
            Copying),
        new(
            "P8",
            Chapter,
            new Statement(
                "A vforked child changes the parent's own variables; a forked child changes only its copy.",
                "vfork 的子进程会修改父进程的变量；fork 的子进程只修改自己的副本。"),
            "vfork(2)",
            Variables),
        new(
            "P9",
            Chapter,
            new Statement(
                "All threads of a process have one pid; each has a tid of its own, and the main thread's is the pid.",
                "同一进程的所有线程共用一个 pid；每个线程有自己的 tid，主线程的 tid 就是 pid。"),
            "gettid(2)",
            Ids),
        new(
            "P10",
            Chapter,
            new Statement(
                "A thread ends with exit, which ends nobody else; the main thread ends with exit_group, which ends the whole process.",
                "线程以 exit 结束，不影响其他线程；主线程以 exit_group 结束，整个进程随之结束。"),
            "exit_group(2)",
            Ends),
    ];

    private static Decision Cost()
    {
        List<ForkCost> seen = [.. ForkCost.Affordable(0, 64, 256).SelectMany(size => ForkCost.Compare(size, repetitions: 7))];
        double[] ratios = [.. seen.Chunk(2).Select(pair => pair[0].Fastest / pair[1].Fastest)];
        var alike = ratios.Count(ratio => ratio is > 0.5 and < 2);
        var summary = $"at best fork took {string.Join(", ", seen.Chunk(2).Zip(ratios, (pair, ratio) => $"{ratio:F0} times as long as vfork with {pair[0].ResidentMebibytes} MiB resident"))}";
        return alike > 0 && alike < ratios.Length
            ? new Decision(Verdict.Depends, "resident memory", summary, seen)
            : Decision.Of(alike == ratios.Length, summary, seen);
    }

    private static Decision Order()
    {
        ForkOrder[] orders = [ForkOrder.Observe(15, oneCpu: true), ForkOrder.Observe(15)];
        var first = $"the parent went on first in {orders.Sum(order => order.ParentFirst)} and the child in {orders.Sum(order => order.ChildFirst)} of {orders.Sum(order => order.Forks)} forks";
        if (orders[1].Cpus == 1 || HostInfo.Current.CpuQuota < 2)
        {
            return new Decision(Verdict.Depends, "one CPU", $"{first}; there is no second CPU for them, so they had one in turn", orders);
        }

        // An idle CPU for half of the time, and still hardly ever at once: they were not let. Otherwise somebody else had the CPU.
        const int Forks = 20, Hardly = Forks / 10;
        const double IdleEnough = 0.5;
        var overlap = ForkOverlap.Observe(Forks);
        var summary = $"{first}; both computed at the same time after {overlap.AtOnce} of {overlap.Turns} forks, with {overlap.IdleCpus:F1} of {overlap.Cpus} CPUs idle";
        object[] evidence = [.. orders, overlap];
        return overlap.AtOnce > Forks / 2 ? new Decision(Verdict.Holds, "free CPUs", summary, evidence)
            : overlap.AtOnce <= Hardly && overlap.IdleCpus >= IdleEnough ? new Decision(Verdict.Fails, "free CPUs", summary, evidence)
            : new Decision(Verdict.Depends, "busy CPUs", summary, evidence);
    }

    private static Decision Copying()
    {
        const int Pages = 256, OwnFaults = 8;
        CopyOnWrite[] seen = [.. new[] { 0, 1, 10, 100, Pages }.Select(written => CopyOnWrite.Observe(Pages, written))];
        return Decision.Of(
            seen.All(run => run.PrivateAfter - run.PrivateBefore == run.Written && run.Copied == run.Written && run.MinorFaults >= run.Written && run.MinorFaults <= run.Written + OwnFaults && run.ParentChanged == 0),
            $"of {Pages} pages the child wrote {string.Join(", ", seen.Select(run => run.Written))}; that made {string.Join(", ", seen.Select(run => run.PrivateAfter - run.PrivateBefore))} pages its own, {string.Join(", ", seen.Select(run => run.Copied))} of them copies of pages that it had shared, with {string.Join(", ", seen.Select(run => run.MinorFaults))} page faults; {seen.Sum(run => run.ParentChanged)} pages of the parent changed",
            seen);
    }

    private static Decision Ids()
    {
        var seen = ThreadIds.Observe();
        var pids = seen.Select(thread => thread.GetPid).Distinct().Count();
        var tids = seen.Select(thread => thread.GetTid).Distinct().Count();
        return Decision.Of(
            pids == 1 && tids == seen.Count && seen[0].GetTid == seen[0].GetPid && seen.All(thread => thread.InTask),
            $"{seen.Count} threads were told {pids} pid and {tids} tids; the main thread's tid was {(seen[0].GetTid == seen[0].GetPid ? "" : "not ")}the pid; /proc listed {seen.Count(thread => thread.InTask)} of them",
            seen);
    }

    private static Decision Ends()
    {
        var seen = ThreadEnd.ObserveAll();
        var (exits, groups) = (seen.Where(end => end.Call == "exit").ToList(), seen.Where(end => end.Call == "exit_group").ToList());
        return Decision.Of(
            exits.All(end => end is { ThreadsLeft: 2, Status: null }) && groups.All(end => end.Status == new Children.ExitStatus.Exited(ThreadEnd.Code)),
            $"exit by a thread left {exits[0].ThreadsLeft} of three threads, exit by the main thread {exits[1].ThreadsLeft} and a process in state {exits[1].Leader}; exit_group ended the whole process, whoever called it",
            seen);
    }

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
