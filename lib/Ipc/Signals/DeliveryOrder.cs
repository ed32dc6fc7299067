using Ipc.Children;
using Ipc.Native;

namespace Ipc.Signals;

/// <summary>In which order signals that were pending together came.</summary>
/// <param name="Way">How they were taken.</param>
/// <param name="Sent">The order in which they were sent.</param>
/// <param name="Taken">The order in which they were taken, or their handlers ran.</param>
public sealed record DeliveryOrder(string Way, string Sent, string Taken) : IObservation
{
    private const Signal Next = Signal.SIGRTMIN + 1, AfterNext = Signal.SIGRTMIN + 2;

    private static readonly Signal[] Blocked = [AfterNext, Next, Signal.SIGRTMIN, Signal.SIGUSR1];

    /// <summary>Sends one standard and three real-time signals to a child that has them blocked; it takes them by sigwaitinfo, and by handlers.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
    public static IReadOnlyList<DeliveryOrder> ObserveAll() => [ByWaiting(), ByHandlers()];

    private static DeliveryOrder ByWaiting()
    {
        using var child = Fork.Start(c =>
        {
            Send(c);
            foreach (var _ in Blocked)
            {
                c.SigWait(Blocked);
            }

            c.Exit(0);
        });
        child.Wait();
        return new("sigwaitinfo", Names(Blocked), Names(child.Trace.Steps.Where(step => step.Call == "sigwaitinfo").Select(step => (Signal)step.Result)));
    }

    private static DeliveryOrder ByHandlers()
    {
        using var child = Fork.Start(c =>
        {
            foreach (var signal in Blocked)
            {
                c.SetDisposition(signal, Disposition.Handler);
            }

            Send(c);
            c.Unblock(Blocked);
            c.Exit(0);
        });
        child.Wait();
        return new("handlers", Names(Blocked), Names(child.Signals.Select(one => one.Signal)));
    }

    private static void Send(ChildProgram c)
    {
        c.Block(Blocked);
        var self = c.GetPid();
        foreach (var signal in Blocked)
        {
            c.Kill(self, signal);
        }
    }

    private static string Names(IEnumerable<Signal> signals) => string.Join(", ", signals.Select(signal => signal switch
    {
        Next => "SIGRTMIN+1",
        AfterNext => "SIGRTMIN+2",
        _ => signal.ToString(),
    }));
}
