using Ipc.Children;
using Ipc.MessageQueues;

namespace Ipc.Measurement.Mechanisms;

/// <summary>Two POSIX message queues, one for each direction.</summary>
/// <param name="bytes">The length of a message.</param>
internal sealed class PosixQueueCarrier(int bytes) : Carrier
{
    private readonly Both<PosixQueue> queues = new(() => PosixQueue.Create(messageBytes: bytes));

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        var queue = queues.Of(side);
        Value sends = c.OpenQueue(queue.Sends.Name), receives = c.OpenQueue(queue.Receives.Name);
        return new(
            () => side.FailIf(c.SendFrom(sends, side.Outgoing, side.Bytes) < 0, "mq_send"),
            () => side.FailIf(c.ReceiveTo(receives, side.Incoming, side.Bytes).IsNot(side.Bytes), "mq_receive"));
    }

    /// <inheritdoc/>
    public override void Dispose() => queues.Dispose();
}
