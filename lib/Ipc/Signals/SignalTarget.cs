using Ipc.Children;
using Ipc.Native;

namespace Ipc.Signals;

/// <summary>Which thread of a process took a signal.</summary>
/// <param name="Call">How it was sent: kill to the process, or tgkill to its second thread.</param>
/// <param name="FirstBlocks">Whether the first thread had it blocked.</param>
/// <param name="SecondBlocks">Whether the second thread had it blocked.</param>
/// <param name="TakenBy">The thread whose handler ran.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
public sealed record SignalTarget(
    string Call,
    [property: Column("first thread blocks it")] bool FirstBlocks,
    [property: Column("second thread blocks it")] bool SecondBlocks,
    string TakenBy) : IObservation
{
    /// <summary>Sends SIGUSR1 to a process of two threads, with all masks, and to its second thread.</summary>
    public static IReadOnlyList<SignalTarget> ObserveAll() =>
    [
        Observe(toThread: false, firstBlocks: false, secondBlocks: false),
        Observe(toThread: false, firstBlocks: false, secondBlocks: true),
        Observe(toThread: false, firstBlocks: true, secondBlocks: false),
        Observe(toThread: false, firstBlocks: true, secondBlocks: true),
        Observe(toThread: true, firstBlocks: false, secondBlocks: false),
    ];

    private static SignalTarget Observe(bool toThread, bool firstBlocks, bool secondBlocks)
    {
        const Signal Sent = Signal.SIGUSR1;
        using var ready = SharedWord.Create();
        using var sent = SharedWord.Create();
        using var taken = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.SetHandler(Sent, () => c.Store(taken, 1));
            var second = c.Thread(() =>
            {
                if (secondBlocks)
                {
                    c.Block(Sent);
                }

                c.Store(ready, 1);
                c.SpinUntil(sent, 1);
                if (firstBlocks && secondBlocks)
                {
                    c.Unblock(Sent);
                }

                c.SpinUntil(taken, 2);
                c.ExitThread(0);
            });
            if (firstBlocks)
            {
                c.Block(Sent);
            }

            c.SpinUntil(ready, 1);
            _ = toThread ? c.KillThread(c.GetPid(), second, Sent) : c.Kill(c.GetPid(), Sent);
            c.Store(sent, 1);
            c.SpinUntil(taken, 1);
            c.Store(taken, 2);
            c.Exit(0);
        });
        child.Wait();
        var tid = child.Signals.Single().ReceiverTid;
        return new(
            toThread ? "tgkill to the second thread" : "kill",
            firstBlocks,
            secondBlocks,
            (tid == child.Pid ? "the first" : "the second") + (firstBlocks && secondBlocks ? ", once it unblocked the signal" : ""));
    }
}
