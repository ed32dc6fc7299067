using Ipc.Children;
using Ipc.Native;

namespace Ipc.MessageQueues;

/// <summary>Whether a message outlived the process that had sent it.</summary>
/// <param name="Queue">Which kind of queue.</param>
/// <param name="Sender">The process that sent, and how it ended.</param>
/// <param name="Received">What was taken out after its end.</param>
/// <param name="AfterRemoval">What another look for the queue brought after it had been removed: an errno.</param>
public sealed record QueueLifetime(string Queue, string Sender, string Received, [property: Column("after removal")] string AfterRemoval) : IObservation
{
    private const string Sent = "still here";

    /// <summary>A child sends a message into a POSIX queue and is killed; then the message is taken out.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no POSIX message queues.</exception>
    public static QueueLifetime ObservePosix()
    {
        using var queue = PosixQueue.Create();
        using var sender = Fork.Start(c =>
        {
            c.SendTo(c.OpenQueue(queue.Name), Sent, priority: 3);
            c.Raise(Signal.SIGKILL);
            c.Exit(0);
        });
        var status = sender.Wait();
        var received = queue.Receive();
        queue.Dispose();
        return new("POSIX", $"pid {sender.Pid}, {status}", received.ToString(), Failure(() => Mqueue.Open(queue.Name, Unistd.O_RDWR, 0, 0)));
    }

    /// <summary>The same with a System V queue.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V message queues.</exception>
    public static QueueLifetime ObserveSystemV()
    {
        using var queue = SystemVQueue.Create();
        using var sender = Fork.Start(c =>
        {
            c.SendMessage(queue.Id, 3, Sent);
            c.Raise(Signal.SIGKILL);
            c.Exit(0);
        });
        var status = sender.Wait();
        var received = queue.Receive();
        queue.Dispose();
        return new("System V", $"pid {sender.Pid}, {status}", received.ToString(), Failure(() => SystemV.MessageQueueGet(queue.Key, 0)));
    }

    /// <summary>Whether what was sent came out.</summary>
    [Column(Hidden = true)]
    public bool Outlived => Received.StartsWith(Sent, StringComparison.Ordinal);

    private static string Failure(Func<int> look) => look() < 0 ? ((Errno)System.Runtime.InteropServices.Marshal.GetLastPInvokeError()).ToString() : "it was still there";
}
