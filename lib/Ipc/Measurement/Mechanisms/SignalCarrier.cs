using Ipc.Children;
using Ipc.Native;

namespace Ipc.Measurement.Mechanisms;

/// <summary>A real-time signal, whose word is the message: sigqueue(3) and sigwaitinfo(2).</summary>
internal sealed class SignalCarrier : Carrier
{
    internal override void Prepare(ChildProgram c) => c.Block(Signal.SIGRTMIN);

    internal override CarrierEnd End(ChildProgram c, CarrierSide side) => new(
        () => side.FailIf(c.SigQueue(side.Peer, Signal.SIGRTMIN, c.LoadAt(side.Outgoing)) < 0, "sigqueue"),
        () => c.StoreAt(side.Incoming, c.SigWaitWord(Signal.SIGRTMIN)));
}
