using Ipc.Children;
using Ipc.Sockets;

namespace Ipc.Measurement.Mechanisms;

/// <summary>Descriptors that are used with read(2) and write(2).</summary>
/// <param name="make">Records how the descriptors are made: what the first process reads from and writes to, and then the second.</param>
/// <param name="keepsMessages">Whether one read brings one whole message; otherwise both sides go on until all bytes are through.</param>
internal sealed class DescriptorCarrier(Func<ChildProgram, DescriptorCarrier.Ends> make, bool keepsMessages) : Carrier
{
    private Ends? ends;

    /// <summary>Two pipes, one for each direction.</summary>
    internal static DescriptorCarrier Pipes() => new(
        c =>
        {
            PipeEnds there = c.Pipe(), back = c.Pipe();
            return new(back.ReadEnd, there.WriteEnd, there.ReadEnd, back.WriteEnd);
        },
        keepsMessages: false);

    /// <summary>A pair of connected Unix sockets.</summary>
    internal static DescriptorCarrier Sockets(SocketKind kind) => new(
        c =>
        {
            var pair = c.SocketPair(kind);
            return new(pair.First, pair.First, pair.Second, pair.Second);
        },
        keepsMessages: kind != SocketKind.Stream);

    /// <summary>Two counters; the message is what is added.</summary>
    internal static DescriptorCarrier EventFds() => new(
        c =>
        {
            Value there = c.CreateEventFd(), back = c.CreateEventFd();
            return new(back, there, there, back);
        },
        keepsMessages: true);

    internal override void Prepare(ChildProgram c) => ends = make(c);

    internal override CarrierEnd End(ChildProgram c, CarrierSide side) => side.IsFirst
        ? Over(c, side, ends!.FirstReads, ends.FirstWrites, keepsMessages)
        : Over(c, side, ends!.SecondReads, ends.SecondWrites, keepsMessages);

    /// <summary>Reads and writes over two descriptors.</summary>
    internal static CarrierEnd Over(ChildProgram c, CarrierSide side, Value reads, Value writes, bool keepsMessages) => keepsMessages
        ? new(
            () => side.FailIf(c.WriteFrom(writes, side.Outgoing, side.Bytes).IsNot(side.Bytes), "write"),
            () => side.FailIf(c.ReadTo(reads, side.Incoming, side.Bytes).IsNot(side.Bytes), "read"))
        : new(
            () => Whole(c, side, "write", side.Outgoing, (at, left) => c.WriteFrom(writes, at, left)),
            () => ReceiveWhole(c, side, reads));

    /// <summary>Records that a side receives all bytes of a message, however many a read brings.</summary>
    internal static void ReceiveWhole(ChildProgram c, CarrierSide side, Value reads) => Whole(c, side, "read", side.Incoming, (at, left) => c.ReadTo(reads, at, left));

    /// <summary>A stream may take or bring fewer bytes than asked for.</summary>
    internal static void Whole(ChildProgram c, CarrierSide side, string call, Value address, Func<Value, Value, Value> transfer)
    {
        var left = c.Number(side.Bytes);
        var at = c.Number(0);
        c.Assign(at, address);
        c.While(
            () => left > 0,
            () =>
            {
                var moved = transfer(at, left);
                side.FailIf(moved < 1, call);
                c.Assign(left, left - moved);
                c.Assign(at, at + moved);
            });
    }

    /// <summary>What each of the two reads from and writes to.</summary>
    internal sealed record Ends(Value FirstReads, Value FirstWrites, Value SecondReads, Value SecondWrites);
}
