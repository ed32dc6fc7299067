using Ipc.Children;

namespace Ipc.Measurement.Mechanisms;

/// <summary>
/// Two rings of slots in shared memory, one for each direction. The sender copies its message into a free slot, and the receiver
/// copies it out: as with every other mechanism, the bytes go from memory of the one into memory of the other.
/// </summary>
/// <remarks>
/// A slot's first word is the number of the message in it, and another word the number of the message that it is free for,
/// in cache lines of their own: each side waits for a word to become what it needs, and nothing else is shared.
/// </remarks>
/// <param name="memory">What memory.</param>
/// <param name="waiting">How one side waits for the other.</param>
/// <param name="bytes">The length of a message.</param>
internal sealed class SharedMemoryCarrier(Func<long, CarrierMemory> memory, Waiting waiting, int bytes) : Carrier
{
    private const int HeaderBytes = 4096, CacheLine = 64, RingBytes = 64 * 1024, MostSlots = 64;
    private const int FreeOffset = CacheLine, MessageOffset = 2 * CacheLine;
    private readonly CarrierMemory memory = memory(HeaderBytes + (2L * SlotsFor(bytes) * Stride(bytes)));
    private readonly int slots = SlotsFor(bytes);
    private readonly int stride = Stride(bytes);
    private Value? start;

    internal override void Prepare(ChildProgram c)
    {
        start = memory.Attach(c);
        c.FillAt(start, 0, memory.Bytes); // brings every page in
        for (var direction = 0; direction < 2; direction++)
        {
            var slot = c.Number(0);
            c.Assign(slot, start + RingOffset(direction));
            var number = c.Number(1);
            c.Silently(() => c.Repeat(slots, () =>
            {
                c.StoreAt(slot + FreeOffset, number);
                c.Assign(slot, slot + stride);
                c.Assign(number, number + 1);
            }));
            waiting.Prepare(c, start + HeaderOf(direction), slots);
        }
    }

    internal override CarrierEnd End(ChildProgram c, CarrierSide side)
    {
        var (sends, receives) = (new Ring(this, c, side.IsFirst ? 0 : 1), new Ring(this, c, side.IsFirst ? 1 : 0));
        return new(
            () =>
            {
                waiting.Until(c, sends.Header, Waiting.Role.Sender, sends.Slot + FreeOffset, sends.Number);
                c.CopyAt(sends.Slot + MessageOffset, side.Outgoing, bytes);
                waiting.Publish(c, sends.Header, Waiting.Role.Sender, sends.Slot, sends.Number);
                sends.Advance();
            },
            () =>
            {
                waiting.Until(c, receives.Header, Waiting.Role.Receiver, receives.Slot, receives.Number);
                c.CopyAt(side.Incoming, receives.Slot + MessageOffset, bytes);
                waiting.Publish(c, receives.Header, Waiting.Role.Receiver, receives.Slot + FreeOffset, receives.Number + slots);
                receives.Advance();
            });
    }

    /// <inheritdoc/>
    public override void Dispose() => memory.Dispose();

    private static int SlotsFor(int bytes) => Math.Clamp(RingBytes / bytes, 2, MostSlots);

    private static int Stride(int bytes) => MessageOffset + ((bytes + CacheLine - 1) / CacheLine * CacheLine);

    private static int HeaderOf(int direction) => direction * (HeaderBytes / 2);

    private long RingOffset(int direction) => HeaderBytes + ((long)direction * slots * stride);

    /// <summary>Where a side is in one of the rings.</summary>
    private sealed class Ring
    {
        private readonly SharedMemoryCarrier carrier;
        private readonly ChildProgram c;
        private readonly Value first;
        private readonly Value end;

        internal Ring(SharedMemoryCarrier carrier, ChildProgram c, int direction)
        {
            (this.carrier, this.c) = (carrier, c);
            Header = carrier.start! + HeaderOf(direction);
            first = carrier.start! + carrier.RingOffset(direction);
            end = first + ((long)carrier.slots * carrier.stride);
            Slot = c.Number(0);
            c.Assign(Slot, first);
            Number = c.Number(1);
        }

        internal Value Header { get; }

        internal Value Slot { get; }

        internal Value Number { get; }

        internal void Advance()
        {
            c.Assign(Number, Number + 1);
            c.Assign(Slot, Slot + carrier.stride);
            c.If(Slot.Is(end), () => c.Assign(Slot, first));
        }
    }
}
