using Ipc.Children;

namespace Ipc.Measurement.Mechanisms;

/// <summary>
/// Two pipes, into which the sender gives its own pages: vmsplice(2). One copy of two is saved, the one into the pipe; the receiver's read(2)
/// makes the other. That goes well only where the sender waits for an answer: until then the pages in the pipe are still its own.
/// </summary>
internal sealed class VmSpliceCarrier : Carrier
{
    private PipeEnds? there;
    private PipeEnds? back;

    internal override void Prepare(ChildProgram c) => (there, back) = (c.Pipe(), c.Pipe());

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        var (writes, reads) = side.IsFirst ? (there!.WriteEnd, back!.ReadEnd) : (back!.WriteEnd, there!.ReadEnd);
        Value vector = side.Outgoing - CarrierSide.VectorOffset, length = vector + sizeof(long);
        return new(
            () => DescriptorCarrier.Whole(c, side, "vmsplice", side.Outgoing, (at, left) =>
            {
                c.StoreAt(vector, at);
                c.StoreAt(length, left);
                return c.VmSplice(writes, vector);
            }),
            () => DescriptorCarrier.ReceiveWhole(c, side, reads));
    }
}
