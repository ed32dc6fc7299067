namespace Ipc.MessageQueues;

/// <summary>The measure of a POSIX message queue: mq_getattr(3).</summary>
/// <param name="MaximumMessages">How many messages it may hold.</param>
/// <param name="MessageBytes">How long each may be.</param>
/// <param name="Messages">How many it holds now.</param>
public sealed record QueueAttributes(
    [property: Column("most messages")] long MaximumMessages,
    [property: Column("longest message", Unit = "bytes")] long MessageBytes,
    [property: Column("messages now")] long Messages) : IObservation;
