using Ipc.Native;

namespace Ipc.MessageQueues;

/// <summary>What a queue answered to a call that it could not serve.</summary>
/// <param name="Case">What was tried.</param>
/// <param name="Call">The call.</param>
/// <param name="Errno">Its errno; <c>null</c> where it succeeded.</param>
public sealed record QueueLimit([property: Column("what")] string Case, string Call, Errno? Errno) : IObservation
{
    /// <summary>Tries a POSIX queue of two messages of 16 bytes, and a System V queue.</summary>
    /// <exception cref="PosixException">This kernel lacks one of the two kinds.</exception>
    public static IReadOnlyList<QueueLimit> ObserveAll()
    {
        using var posix = PosixQueue.Create(maximumMessages: 2, messageBytes: 16);
        using var systemV = SystemVQueue.Create();
        List<QueueLimit> seen =
        [
            Try("receive from an empty queue", "mq_receive", () => posix.Receive()),
            Try("a message longer than allowed", "mq_send", () => posix.Send(new string('x', 17))),
            Try("an empty message", "mq_send", () => posix.Send("")),
            Try("the second of two", "mq_send", () => posix.Send("second")),
            Try("a third", "mq_send", () => posix.Send("third")),
            Try("receive into a buffer shorter than a message may be", "mq_receive", () => posix.Receive(bufferBytes: 8)),
            Try("receive from an empty queue", "msgrcv", () => systemV.Receive()),
            Try("a type that is not positive", "msgsnd", () => systemV.Send(0, "type 0")),
            Try("a message of 16 bytes", "msgsnd", () => systemV.Send(1, new string('y', 16))),
            Try("receive with room for 8 of them", "msgrcv", () => systemV.Receive(textBytes: 8)),
            Try("the same with MSG_NOERROR", "msgrcv", () => systemV.Receive(textBytes: 8, truncate: true)),
            Try("receive the other 8", "msgrcv", () => systemV.Receive()),
        ];
        return seen;
    }

    private static QueueLimit Try(string what, string call, Action attempt)
    {
        try
        {
            attempt();
            return new(what, call, null);
        }
        catch (PosixException e)
        {
            return new(what, call, e.Errno);
        }
    }
}
