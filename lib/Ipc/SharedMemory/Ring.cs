using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>
/// A ring of sixteen slots in memory that a writer and a reader share, each by steps of its own. A message is two words that must be
/// alike: its number, twice. The head counts what was written, the tail what was read.
/// </summary>
/// <param name="C">The program that both belong to.</param>
/// <param name="Address">Where the memory is in their processes.</param>
/// <param name="Messages">How many messages go through.</param>
internal sealed record Ring(ChildProgram C, Value Address, long Messages)
{
    internal const long Bytes = 4096, TornAt = 256, LostAt = 320, NumberAt = 384, CopyAt = 448;

    // Each word of the administration has a cache line to itself.
    private const long HeadAt = 64, TailAt = 128, LooksAt = 192, SlotsAt = 1024, SlotBytes = 64, Slots = 16;
    private const long Ended = 1L << 60;

    /// <summary>Whether the steps of waiting stay out of the trace, or all steps.</summary>
    internal bool IsTraced { get; init; }

    /// <summary>Records the writer.</summary>
    /// <param name="protocol">How it goes about it.</param>
    /// <param name="isSlow">In the middle of each message it waits until the reader has looked for one, from the beginning to the end.</param>
    internal void Write(RingProtocol protocol, bool isSlow)
    {
        Value head = Address + HeadAt, tail = Address + TailAt, looks = Address + LooksAt, slot = Address + SlotsAt, end = Address + (SlotsAt + (Slots * SlotBytes)), number = C.Number(0);
        C.Repeat(Messages, () =>
        {
            if (protocol != RingProtocol.IgnoresTheReader)
            {
                C.Silently(() => C.While(() => number - C.LoadAcquire(tail) > Slots - 1, Rest));
            }

            C.Assign(number, number + 1);
            if (protocol == RingProtocol.CountsFirst)
            {
                Traced(() => C.StoreRelease(head, number));
            }

            Traced(() => C.StoreAt(slot, number));
            if (isSlow)
            {
                C.Silently(() =>
                {
                    var before = C.LoadAcquire(looks);
                    C.While(() => C.LoadAcquire(looks) - before < 2, Rest);
                });
            }

            Traced(() => C.StoreAt(slot + 8, number));
            if (protocol != RingProtocol.CountsFirst)
            {
                Traced(() => C.StoreRelease(head, number));
            }

            Advance(slot, end);
        });
    }

    /// <summary>Records the reader, which counts the messages whose words differ, and those that came instead of others.</summary>
    internal void Read()
    {
        Value head = Address + HeadAt, tail = Address + TailAt, looks = Address + LooksAt, slot = Address + SlotsAt, end = Address + (SlotsAt + (Slots * SlotBytes)), taken = C.Number(0), looked = C.Number(0), torn = C.Number(0), lost = C.Number(0);
        C.While(() => taken < Messages, () =>
        {
            Value counted = C.Number(0);
            C.Silently(() => C.Assign(counted, C.LoadAcquire(head)));
            C.While(() => taken < counted, () =>
            {
                C.Assign(taken, taken + 1);
                Value number = C.Number(0), copy = C.Number(0);
                Traced(() => C.Assign(number, C.LoadAt(slot)));
                Traced(() => C.Assign(copy, C.LoadAt(slot + 8)));
                C.If(number.IsNot(copy), () => Count(torn, number, copy), () => C.If(number.IsNot(taken), () => C.Assign(lost, lost + 1)));
                Traced(() => C.StoreRelease(tail, taken));
                Advance(slot, end);
            });
            C.Assign(looked, looked + 1);
            C.Silently(() =>
            {
                C.StoreRelease(looks, looked);
                Rest();
            });
        });
        C.Silently(() =>
        {
            C.StoreRelease(looks, Ended); // the writer waits no more
            C.StoreAt(Address + TornAt, torn);
            C.StoreAt(Address + LostAt, lost);
        });
    }

    /// <summary>Notes the first message that was torn.</summary>
    private void Count(Value torn, Value number, Value copy)
    {
        C.If(torn.Is(0), () => C.Silently(() =>
        {
            C.StoreAt(Address + NumberAt, number);
            C.StoreAt(Address + CopyAt, copy);
        }));
        C.Assign(torn, torn + 1);
    }

    private void Advance(Value slot, Value end)
    {
        C.Assign(slot, slot + SlotBytes);
        C.If(slot.Is(end), () => C.Assign(slot, Address + SlotsAt));
    }

    /// <summary>Lets others have the CPU.</summary>
    private void Rest() => C.Sleep(TimeSpan.Zero);

    private void Traced(Action steps)
    {
        if (IsTraced)
        {
            steps();
        }
        else
        {
            C.Silently(steps);
        }
    }
}
