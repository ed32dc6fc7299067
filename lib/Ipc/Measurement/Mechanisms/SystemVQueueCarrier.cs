using Ipc.Children;
using Ipc.MessageQueues;

namespace Ipc.Measurement.Mechanisms;

/// <summary>Two System V message queues, one for each direction.</summary>
internal sealed class SystemVQueueCarrier : Carrier
{
    private readonly Both<SystemVQueue> queues = new(SystemVQueue.Create);

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        var queue = queues.Of(side);
        Value outgoing = side.Outgoing - sizeof(long), incoming = side.Incoming - sizeof(long);
        c.StoreAt(outgoing, 1); // the type
        return new(
            () => side.FailIf(c.SendMessageFrom(queue.Sends.Id, outgoing, side.Bytes) < 0, "msgsnd"),
            () => side.FailIf(c.ReceiveMessageTo(queue.Receives.Id, incoming, side.Bytes).IsNot(side.Bytes), "msgrcv"));
    }

    /// <inheritdoc/>
    public override void Dispose() => queues.Dispose();
}
