using System.Runtime.CompilerServices;

namespace Ipc.Children.Interpreter;

/// <summary>What a child notes of each step, in a ring that its parent reads.</summary>
internal static unsafe class StepNotes
{
    /// <summary>Takes the next place of the ring, and notes what is asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static RingEntry* Begin(ImageHeader* image, Instruction* instruction, long* arguments, int pid)
    {
        var sequence = Interlocked.Increment(ref image->RingHead);
        var entry = image->Ring + ((sequence - 1) % image->RingCapacity);
        entry->Sequence = sequence;
        entry->End = 0;
        entry->Errno = 0;
        entry->ByteCount = 0;
        entry->Extra = 0;
        entry->Result = 0;
        entry->Step = instruction->Step;
        entry->Pid = pid;
        for (var i = 0; i < 6; i++)
        {
            entry->Arguments[i] = arguments[i];
        }

        entry->Start = OwnCalls.Now(&image->Libc);
        return entry;
    }

    /// <summary>Notes the end of the step, and the bytes that it brought.</summary>
    /// <param name="libc">The functions of the C library.</param>
    /// <param name="entry">The step's place.</param>
    /// <param name="sequence">What the place had of the step when it began.</param>
    /// <param name="instruction">What it did; its flags say where the bytes are.</param>
    /// <param name="arguments">Its six arguments.</param>
    /// <param name="called">Whether it was a call, which leaves its error in errno.</param>
    /// <param name="result">What it returned.</param>
    /// <param name="extra">What else it said: a wait status.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void End(LibcTable* libc, RingEntry* entry, long sequence, Instruction* instruction, long* arguments, bool called, long result, long extra)
    {
        if (entry->Sequence != sequence)
        {
            return; // the ring has gone round meanwhile: the place is another step's
        }

        entry->End = OwnCalls.Now(libc);
        entry->Result = result;
        entry->Extra = extra;
        var failed = Has(instruction, Instruction.Flag.ZeroFails) ? 0 : -1;
        entry->Errno = called && result == failed ? *((delegate*<int*>)libc->ErrnoLocation)() : 0;
        var third = Has(instruction, Instruction.Flag.ThirdArgument);
        if (Has(instruction, Instruction.Flag.KeepBytes) && result > 0)
        {
            // A datagram's real length may be more than the buffer has.
            var room = third ? arguments[5] : arguments[2];
            var count = result < room ? result : room;
            Keep(entry, (byte*)(third ? arguments[3] : arguments[1]), (int)(count < RingEntry.KeptBytes ? count : RingEntry.KeptBytes));
        }

        if (Has(instruction, Instruction.Flag.KeepPair) && result == 0)
        {
            Keep(entry, (byte*)(third ? arguments[3] : arguments[0]), 2 * sizeof(int));
        }

        if (Has(instruction, Instruction.Flag.KeepInt))
        {
            entry->Extra = *(int*)arguments[4];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(RingEntry* entry, byte* from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            entry->Bytes[i] = from[i];
        }

        entry->ByteCount = count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has(Instruction* instruction, Instruction.Flag flag) => (instruction->Flags & (int)flag) != 0;
}
