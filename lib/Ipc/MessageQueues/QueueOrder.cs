namespace Ipc.MessageQueues;

/// <summary>In which order messages came out of a queue.</summary>
/// <param name="Queue">Which kind of queue.</param>
/// <param name="Sent">The messages in the order in which they went in, each with its priority or type.</param>
/// <param name="Asked">How they were asked for.</param>
/// <param name="Received">The messages in the order in which they came out.</param>
public sealed record QueueOrder(string Queue, string Sent, string Asked, string Received) : IObservation
{
    private static readonly (string Text, int Mark)[] Messages = [("one", 1), ("two", 5), ("three", 1), ("four", 9), ("five", 5)];

    /// <summary>Sends five messages into a POSIX queue, with priorities, and takes them out.</summary>
    /// <exception cref="Native.PosixException">ENOSYS: this kernel has no POSIX message queues.</exception>
    public static QueueOrder ObservePosix()
    {
        using var queue = PosixQueue.Create();
        foreach (var (text, priority) in Messages)
        {
            queue.Send(text, priority);
        }

        return new("POSIX, by priority", Marked(), "mq_receive", string.Join(", ", Messages.Select(_ => queue.Receive())));
    }

    /// <summary>Sends five messages into a System V queue, with types, and takes them out in three ways.</summary>
    /// <exception cref="Native.PosixException">ENOSYS: this kernel has no System V message queues.</exception>
    public static IReadOnlyList<QueueOrder> ObserveSystemV() =>
    [
        ObserveSystemV("type 0: the oldest", [0, 0, 0, 0, 0]),
        ObserveSystemV("type 5, type 5, then 0", [5, 5, 0, 0, 0]),
        ObserveSystemV("type −9: the lowest up to 9", [-9, -9, -9, -9, -9]),
    ];

    private static QueueOrder ObserveSystemV(string asked, long[] types)
    {
        using var queue = SystemVQueue.Create();
        foreach (var (text, type) in Messages)
        {
            queue.Send(type, text);
        }

        return new("System V, by type", Marked(), asked, string.Join(", ", types.Select(type => queue.Receive(type))));
    }

    private static string Marked() => string.Join(", ", Messages.Select(message => new QueueMessage(message.Text, message.Mark)));
}
