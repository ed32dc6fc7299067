using Ipc.Claims;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Robustness;

/// <summary>The claim about how many mechanisms there are.</summary>
internal static class MechanismClaims
{
    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "C2",
            "08-unix-sockets",
            new Statement(
                "There are seven mechanisms of inter-process communication: pipe, FIFO, memory map, local socket, signal, shared memory, message queue.",
                "进程间通信有七种机制：管道、有名管道、内存映射、本地套接字、信号、共享内存、消息队列。"),
            "eventfd(2)",
            Seven),
    ];

    private static Decision Seven()
    {
        IReadOnlyList<MechanismFamily> seen;
        try
        {
            seen = MechanismFamily.ObserveAll();
        }
        catch (TimeoutException e)
        {
            return Decision.NotObserved(e.Message);
        }

        var silent = seen.Where(one => one.InNotes && one.Carried.Count == 0).ToList();
        if (silent.Count > 0)
        {
            return Decision.NotObserved(string.Join("; ", silent.SelectMany(one => one.Missing)), seen);
        }

        var further = seen.Where(one => !one.InNotes && one.Carried.Count > 0).ToList();
        var summary = $"each of {seen.Count(one => one.InNotes)} carried something from one process to another, in {seen.Where(one => one.InNotes).Sum(one => one.Carried.Count)} forms"
            + (further.Count > 0 ? $"; so did {string.Join(", ", further.Select(one => one.Family))}, which is none of them" : "");

        // The seven are there; whether they are all depends on what one counts.
        return further.Count == 0 ? Decision.Of(holds: true, summary, seen) : new Decision(Verdict.Depends, "any", summary, seen);
    }
}
