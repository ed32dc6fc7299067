using Ipc.Children;
using Ipc.MessageQueues;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>A System V message queue, with messages so long that few of them fill it.</summary>
internal sealed class SystemVQueueMechanism : Mechanism
{
    private const int MessageBytes = 4096;
    private static readonly string Text = "a message ".PadRight(MessageBytes, '.');
    private readonly SystemVQueue queue = SystemVQueue.Create();

    /// <inheritdoc/>
    public override void Dispose() => queue.Dispose();

    internal override Func<bool, Value> Writer(ChildProgram c) => urgent => urgent ? c.SendMessage(queue.Id, 1, Text[..^1]) : c.SendMessage(queue.Id, 2, Text);

    internal override Func<Value> Reader(ChildProgram c) => () => c.ReceiveMessage(queue.Id, MessageBytes, type: -2);

    internal override Value Answer(ChildProgram c) => c.SendMessage(queue.Id, 3, "an answer");

    internal override Value TakeAnswer(ChildProgram c) => c.ReceiveMessage(queue.Id, MessageBytes, type: 3);

    internal override string LeftBehind()
    {
        var messages = 0;
        while (TryTake())
        {
            messages++;
        }

        return PosixQueueMechanism.Left(messages);
    }

    private unsafe bool TryTake()
    {
        var message = new byte[sizeof(long) + MessageBytes];
        fixed (byte* start = message)
        {
            return SystemV.ReceiveMessage(queue.Id, (nint)start, MessageBytes, 0, SystemV.IPC_NOWAIT) >= 0;
        }
    }
}
