using Ipc.Children;
using Ipc.Native;

namespace Ipc.Measurement.Mechanisms;

/// <summary>
/// Standard signals, which carry nothing: kill(2) and sigwaitinfo(2). The message is which of two came, SIGUSR1 or SIGUSR2 in turn; where it is
/// not the one whose turn it is, the measurement ends.
/// </summary>
internal sealed class StandardSignalCarrier : Carrier
{
    private const int Both = (int)Signal.SIGUSR1 + (int)Signal.SIGUSR2;

    internal override void Prepare(ChildProgram c) => c.Block(Signal.SIGUSR1, Signal.SIGUSR2);

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        Value next = c.Number((long)Signal.SIGUSR1), expected = c.Number((long)Signal.SIGUSR1), number = c.Number(1);
        return new(
            () =>
            {
                c.If(next.Is(Signal.SIGUSR1), () => Send(Signal.SIGUSR1), () => Send(Signal.SIGUSR2));
                c.Assign(next, -next + Both);
            },
            () =>
            {
                side.FailIf(c.SigWait(Signal.SIGUSR1, Signal.SIGUSR2).IsNot(expected), "sigwaitinfo");
                c.Assign(expected, -expected + Both);
                c.StoreAt(side.Incoming, number); // all that a signal tells of the message's number has just been looked at
                c.Assign(number, number + 1);
            });

        void Send(Signal signal) => side.FailIf(c.Kill(side.Peer, signal) < 0, "kill");
    }
}
