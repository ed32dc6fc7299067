using Ipc.Children;
using Ipc.MessageQueues;

namespace Ipc.Robustness;

/// <summary>A POSIX message queue that holds two messages.</summary>
internal sealed class PosixQueueMechanism : Mechanism
{
    private readonly PosixQueue queue = PosixQueue.Create(maximumMessages: 2);
    private Value? writer, reader;

    /// <inheritdoc/>
    public override void Dispose() => queue.Dispose();

    internal override Func<bool, Value> Writer(ChildProgram c)
    {
        var fd = writer = c.OpenQueue(queue.Name);
        return urgent => urgent ? c.SendTo(fd, "urgent", priority: 1) : c.SendTo(fd, "a message");
    }

    internal override Func<Value> Reader(ChildProgram c)
    {
        var fd = reader = c.OpenQueue(queue.Name);
        return () => c.ReceiveFrom(fd);
    }

    internal override Operand WriterDescriptor => writer!;

    internal override Value Answer(ChildProgram c) => c.SendTo(reader!, "an answer");

    internal override Value TakeAnswer(ChildProgram c) => c.ReceiveFrom(writer!);

    internal override string LeftBehind() => Left(queue.Attributes.Messages);

    /// <summary>The queue, and how many messages are in it.</summary>
    internal static string Left(long messages) => messages == 0 ? "the queue" : $"the queue, and {messages} messages";
}
