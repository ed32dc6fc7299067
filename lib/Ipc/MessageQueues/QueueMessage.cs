namespace Ipc.MessageQueues;

/// <summary>A message as it came out of a queue.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Mark">Its priority, of a POSIX queue, or its type, of a System V queue.</param>
public sealed record QueueMessage(string Text, [property: Column("priority or type")] long Mark) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => $"{Text} ({Mark})";
}
