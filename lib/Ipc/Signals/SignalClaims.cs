using Ipc.Claims;
using Ipc.Native;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Signals;

/// <summary>The claims of chapter 09.</summary>
internal static class SignalClaims
{
    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "S1",
            "09-signals",
            new Statement(
                "Of all mechanisms a signal carries the least information: its number, or with sigqueue one machine word.",
                "在所有机制中，信号携带的信息最少：只有信号编号，用 sigqueue 时再加一个机器字。"),
            "signal(7)",
            Carried),
        new(
            "S2",
            "09-signals",
            new Statement(
                "A handler that needs a lock which the interrupted code holds never returns; one that only writes a byte to a pipe that is not full does.",
                "信号处理函数若需要被中断的代码已持有的锁，就永远不会返回；只向未满的管道写一个字节的处理函数则会返回。"),
            "signal-safety(7)",
            Handled)
        {
            FromNotes = false,
        },
    ];

    private static Decision Handled()
    {
        var seen = HandlerSafety.ObserveAll();
        return Decision.Of(
            seen.Select(one => one.Returned).SequenceEqual([true, false, true]) && seen[1].Outcome.StartsWith("hangs", StringComparison.Ordinal),
            string.Join("; ", seen.Select(one => $"a handler that {one.Handler}, where it interrupted {one.Interrupted}: {(one.Returned ? one.Outcome : "it did not return")}")),
            seen);
    }

    private static Decision Carried()
    {
        var pending = PendingSignals.ObserveAll();
        var limit = PendingLimit.Observe();
        object[] evidence = [.. pending, limit];
        if (pending.Any(one => one.Accepted < one.Sent))
        {
            return Decision.NotObserved("this user has as many signals pending as RLIMIT_SIGPENDING allows; raise it with ulimit -i, or end what leaves signals pending", evidence);
        }

        bool Takes(Signal signal, string call, int delivered, string words) =>
            pending.Single(one => one.Signal == signal && one.Call == call) is var seen && (seen.Delivered, seen.Words) == (delivered, words);
        var (sent, all) = (PendingSignals.SentWords.Count, string.Join(", ", PendingSignals.SentWords));
        var first = PendingSignals.SentWords[0].ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Decision.Of(
            Takes(Signal.SIGUSR1, "kill", 1, "") && Takes(Signal.SIGUSR1, "sigqueue", 1, first) && Takes(Signal.SIGRTMIN, "kill", sent, "") && Takes(Signal.SIGRTMIN, "sigqueue", sent, all) && limit.Refusal == Errno.EAGAIN,
            $"{string.Join("; ", pending.Select(one => $"{one.Sent} {one.Signal} by {one.Call}: {one.Delivered} delivered{(one.Words.Length > 0 ? $", with {one.Words}" : "")}"))}; with a limit of {limit.Limit} pending signals {limit.Accepted} of {limit.Sent} were accepted",
            evidence);
    }
}
