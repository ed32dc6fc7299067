using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>
/// A ring of sixteen slots in memory that a writer and a reader share, each by steps of its own. A message has its number in its
/// first word and in its last, which must be alike. The head counts what was written, the tail what was read.
/// </summary>
/// <param name="C">The program that both belong to.</param>
/// <param name="Address">Where the memory is in their processes.</param>
/// <param name="Messages">How many messages go through.</param>
internal sealed record Ring(ChildProgram C, Value Address, long Messages)
{
    internal const long Bytes = SlotsAt + (Slots * SlotBytes), TornAt = 256, LostAt = 320, NumberAt = 384, LastAt = 448;

    // Each word of the administration has a cache line to itself.
    internal const long HeadAt = 64, TailAt = 128, SlotsAt = 4096, Slots = 16, SlotBytes = 32 * 1024, LastWordAt = SlotBytes - 8;
    private const long LooksAt = 192;
    private const long Patience = 300; // looks in vain before a process sleeps
    private const long Ended = 1L << 60;

    /// <summary>Whether what each does to the head, the tail and the slots is in the trace; otherwise nothing is.</summary>
    internal bool IsTraced { get; init; }

    /// <summary>Records the writer.</summary>
    /// <param name="protocol">How it goes about it.</param>
    /// <param name="isSlow">In the middle of each message it waits until the reader has looked for one, from the beginning to the end.</param>
    internal void Write(RingProtocol protocol, bool isSlow)
    {
        Value head = Address + HeadAt, tail = Address + TailAt, looks = Address + LooksAt, slot = Address + SlotsAt, end = Address + (SlotsAt + (Slots * SlotBytes)), number = C.Number(0), idle = C.Number(0);

        // Both are there from the first message on.
        C.Silently(() => C.While(() => C.LoadAcquire(looks) < 1, () => C.Sleep(TimeSpan.Zero)));
        C.Repeat(Messages, () =>
        {
            if (protocol != RingProtocol.IgnoresTheReader)
            {
                C.Assign(idle, 0);
                C.Silently(() => C.While(() => number - C.LoadAcquire(tail) > Slots - 1, () => Rest(idle)));
            }

            C.Assign(number, number + 1);
            Traced(() => C.StoreAt(slot, number));
            if (protocol == RingProtocol.CountsTooEarly)
            {
                Traced(() => C.StoreRelease(head, number));
            }

            C.Silently(() => C.FillAt(slot + 8, 1, SlotBytes - 16));
            if (isSlow)
            {
                C.Silently(() =>
                {
                    // Two more: the first look may have begun before this. A reader that has had all looks no more.
                    var awaited = C.LoadAcquire(looks) + 2;
                    C.If(awaited > Ended, () => C.Assign(awaited, Ended));
                    C.While(() => C.LoadAcquire(looks) < awaited, () => C.Sleep(TimeSpan.Zero));
                });
            }

            Traced(() => C.StoreAt(slot + LastWordAt, number));
            if (protocol != RingProtocol.CountsTooEarly)
            {
                Traced(() => C.StoreRelease(head, number));
            }

            Advance(slot, end);
        });
    }

    /// <summary>Records the reader, which counts the messages whose words differ, and those that came instead of others.</summary>
    /// <param name="beginsAt">How many messages there must be before it reads the first.</param>
    internal void Read(long beginsAt = 0)
    {
        Value head = Address + HeadAt, tail = Address + TailAt, looks = Address + LooksAt, slot = Address + SlotsAt, end = Address + (SlotsAt + (Slots * SlotBytes)), taken = C.Number(0), looked = C.Number(0), torn = C.Number(0), lost = C.Number(0), idle = C.Number(0);
        if (beginsAt > 0)
        {
            C.Silently(() =>
            {
                C.StoreRelease(looks, 1); // so that the writer begins
                C.While(() => C.LoadAcquire(head) < beginsAt, () => C.Sleep(TimeSpan.Zero));
            });
        }

        C.While(() => taken < Messages, () =>
        {
            Value counted = C.Number(0);
            Traced(() => C.Assign(counted, C.LoadAcquire(head)));
            C.While(() => taken < counted, () =>
            {
                C.Assign(taken, taken + 1);
                C.Assign(idle, 0);
                Value number = C.Number(0), last = C.Number(0);
                Traced(() => C.Assign(number, C.LoadAt(slot)));
                Traced(() => C.Assign(last, C.LoadAt(slot + LastWordAt)));
                C.If(number.IsNot(last), () => Count(torn, number, last), () => C.If(number.IsNot(taken), () => C.Assign(lost, lost + 1)));
                Traced(() => C.StoreRelease(tail, taken));
                Advance(slot, end);
            });
            C.Assign(looked, looked + 1);
            C.Silently(() =>
            {
                C.StoreRelease(looks, looked);
                Rest(idle);
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
    private void Count(Value torn, Value number, Value last)
    {
        C.If(torn.Is(0), () => C.Silently(() =>
        {
            C.StoreAt(Address + NumberAt, number);
            C.StoreAt(Address + LastAt, last);
        }));
        C.Assign(torn, torn + 1);
    }

    private void Advance(Value slot, Value end)
    {
        C.Assign(slot, slot + SlotBytes);
        C.If(slot.Is(end), () => C.Assign(slot, Address + SlotsAt));
    }

    /// <summary>Looks again at once, and after many looks in vain lets others have the CPU.</summary>
    private void Rest(Value idle)
    {
        C.Assign(idle, idle + 1);
        C.If(idle > Patience, () => C.Sleep(TimeSpan.Zero));
    }

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
