using Ipc.Children;
using Ipc.Native;

namespace Ipc.Signals;

/// <summary>What became of signals that were sent while they were blocked.</summary>
/// <param name="Signal">Which.</param>
/// <param name="Call">How they were sent.</param>
/// <param name="Sent">How many.</param>
/// <param name="Accepted">For how many the call succeeded.</param>
/// <param name="Delivered">For how many the handler ran once they were unblocked.</param>
/// <param name="Words">The words that the handler found, in order; empty where none can come.</param>
public sealed record PendingSignals(Signal Signal, string Call, int Sent, int Accepted, int Delivered, string Words) : IObservation
{
    private const int SI_QUEUE = -1;

    /// <summary>The words that are sent; the last needs all 64 bits.</summary>
    internal static IReadOnlyList<long> SentWords { get; } = [101, 202, 0x1122_3344_5566_7788];

    /// <summary>Sends a standard and a real-time signal three times each, by kill and by sigqueue.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
    public static IReadOnlyList<PendingSignals> ObserveAll() =>
    [
        Observe(Signal.SIGUSR1, queued: false),
        Observe(Signal.SIGUSR1, queued: true),
        Observe(Signal.SIGRTMIN, queued: false),
        Observe(Signal.SIGRTMIN, queued: true),
    ];

    private static PendingSignals Observe(Signal signal, bool queued)
    {
        var call = queued ? "sigqueue" : "kill";
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(signal, Disposition.Handler);
            c.Block(signal);
            var self = c.GetPid();
            foreach (var word in SentWords)
            {
                _ = queued ? c.SigQueue(self, signal, word) : c.Kill(self, signal);
            }

            c.Unblock(signal);
            c.Exit(0);
        });
        child.Wait();
        var taken = child.Signals.Where(one => one.Signal == signal).ToList();
        return new(
            signal,
            call,
            SentWords.Count,
            child.Trace.Steps.Count(step => step.Call == call && step.Errno is null),
            taken.Count,
            string.Join(", ", taken.Where(one => one.Code == SI_QUEUE).Select(one => one.Value)));
    }
}
