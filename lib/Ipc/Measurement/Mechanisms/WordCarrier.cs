using Ipc.Children;

namespace Ipc.Measurement.Mechanisms;

/// <summary>Two shared words, one for each direction: the message is the word's new value, and a futex tells of it.</summary>
internal sealed class WordCarrier : Carrier
{
    private const int WordBytes = 64; // each in a cache line of its own
    private Value? page;

    internal override void Prepare(ChildProgram c) => page = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Anonymous | MapFlags.Populate);

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        Value outgoing = page! + (side.IsFirst ? 0 : WordBytes), incoming = page! + (side.IsFirst ? WordBytes : 0);
        var last = c.Number(0);
        return new(
            () =>
            {
                c.ExchangeAt(outgoing, c.LoadAt(side.Outgoing));
                c.FutexWakeAt(outgoing, 1);
            },
            () =>
            {
                c.While(() => c.LoadAcquire(incoming).Is(last), () => c.FutexWaitAt(incoming, last));
                c.Assign(last, c.LoadAcquire(incoming));
                c.StoreAt(side.Incoming, last);
            });
    }
}
