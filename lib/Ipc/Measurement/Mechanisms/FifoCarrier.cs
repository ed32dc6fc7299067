using Ipc.Children;
using Ipc.Fifos;

namespace Ipc.Measurement.Mechanisms;

/// <summary>Two FIFOs, one for each direction, which each process opens by name.</summary>
internal sealed class FifoCarrier : Carrier
{
    private readonly Both<Fifo> fifos = new(() => Fifo.Create());

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        // Both begin with the same FIFO: each open waits for the other's.
        var there = c.Open(fifos.There, side.IsFirst ? FifoAccess.Write : FifoAccess.Read);
        var back = c.Open(fifos.Back, side.IsFirst ? FifoAccess.Read : FifoAccess.Write);
        return side.IsFirst
            ? DescriptorCarrier.Over(c, side, back, there, keepsMessages: false)
            : DescriptorCarrier.Over(c, side, there, back, keepsMessages: false);
    }

    /// <inheritdoc/>
    public override void Dispose() => fifos.Dispose();
}
