using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.MessageQueues;

/// <summary>Whether a process that had asked for it by mq_notify was told of a message.</summary>
/// <param name="Moment">What was done.</param>
/// <param name="Call">The call.</param>
/// <param name="Errno">Why it was refused; <c>null</c> where it succeeded.</param>
/// <param name="Told">The signal that came with it, and its si_code; empty for none.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/mq_notify.3.html"/>
public sealed record QueueNotification(
    [property: Column("what")] string Moment,
    string Call,
    Errno? Errno,
    [property: Column("signal")] string Told) : IObservation
{
    private const Signal Asked = Signal.SIGUSR1;

    /// <summary>One process asks to be told, and sends messages into the queue while it is empty and while it is not, with and without having asked again; at last while another waits in mq_receive.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no POSIX message queues.</exception>
    public static IReadOnlyList<QueueNotification> ObserveAll()
    {
        using var queue = PosixQueue.Create();
        var moments = new List<(string Moment, Value Step)>();
        Value? receiver = null;
        using var receives = SharedWord.Create();
        using var gate = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(Asked, Disposition.Handler, restart: true);
            var own = c.OpenQueue(queue.Name);
            void Ask(string moment) => moments.Add((moment, c.NotifyQueue(own, Asked)));
            void Send(string moment) => moments.Add((moment, c.SendTo(own, "message")));
            Ask("ask to be told");
            Ask("ask once more");
            Send("a message into the empty queue");
            Send("a second one");
            c.ReceiveFrom(own);
            c.ReceiveFrom(own);
            Send("into the empty queue, without having asked again");
            Ask("ask while a message is there");
            Send("a message into the queue that is not empty");
            c.ReceiveFrom(own);
            c.ReceiveFrom(own);
            Send("a message into the empty queue");
            c.ReceiveFrom(own);
            Ask("ask again");
            receiver = c.Fork("receiver", () =>
            {
                c.Store(receives, c.GetPid());
                c.ReceiveFrom(c.OpenQueue(queue.Name));
                c.Exit(0);
            });
            c.Read(gate.ReadEnd, 1);
            Send("into the empty queue, while another process waits to receive");
            c.Wait(receiver);
            c.Exit(0);
        });
        ReceiverSleeps(child, receives);
        gate.WriteEnd.Write(".");
        child.Wait();
        return [.. moments.Select(one => Of(child, one.Moment, child.StepsOf(one.Step)[0]))];
    }

    /// <summary>A signal to oneself is taken before the call that sent it returns.</summary>
    private static QueueNotification Of(ChildProcess child, string moment, ChildStep step)
    {
        var told = child.Signals.Where(signal => signal.Time >= step.Start && signal.Time <= step.End).ToList();
        return new(moment, step.Call, step.Errno, string.Join(", ", told.Select(signal => $"{signal.Signal}, {signal.CodeName}")));
    }

    private static void ReceiverSleeps(ChildProcess child, SharedWord receives)
    {
        bool Sleeps() => receives.Value is > 0 and var pid
            && child.Trace.Steps.Any(step => step.Pid == pid && step is { Call: "mq_receive", End: null })
            && ProcessStat.Find((int)pid) is { State: ProcessState.Sleeping };
        if (!SpinWait.SpinUntil(Sleeps, TimeSpan.FromSeconds(5)))
        {
            throw new TimeoutException("nobody waited in mq_receive within 5 s");
        }
    }
}
