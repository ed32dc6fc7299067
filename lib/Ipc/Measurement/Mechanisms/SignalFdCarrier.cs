using Ipc.Children;
using Ipc.Native;

namespace Ipc.Measurement.Mechanisms;

/// <summary>A real-time signal, whose word is the message, read from a descriptor: sigqueue(3) and signalfd(2).</summary>
internal sealed class SignalFdCarrier : Carrier
{
    internal override void Prepare(ChildProgram c) => c.Block(Signal.SIGRTMIN);

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        var signals = c.SignalFd(Signal.SIGRTMIN);
        return new(
            () => side.FailIf(c.SigQueue(side.Peer, Signal.SIGRTMIN, c.LoadAt(side.Outgoing)) < 0, "sigqueue"),
            () =>
            {
                side.FailIf(c.ReadTo(signals, side.Incoming, SignalFd.InfoBytes).IsNot(SignalFd.InfoBytes), "read of the signalfd");
                c.StoreAt(side.Incoming, c.LoadAt(side.Incoming + SignalFd.PointerOffset));
            });
    }
}
