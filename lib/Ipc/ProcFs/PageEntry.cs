namespace Ipc.ProcFs;

/// <summary>One page of a process's memory: an entry of /proc/PID/pagemap.</summary>
/// <param name="Present">It is in memory.</param>
/// <param name="Swapped">It is in swap.</param>
/// <param name="Frame">The page frame that holds it; <c>null</c> where it is not in memory, and for a user whom the kernel does not tell (it tells those with CAP_SYS_ADMIN).</param>
/// <param name="Exclusive">No other process maps the same frame.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_pagemap.5.html"/>
public readonly record struct PageEntry(bool Present, bool Swapped, long? Frame, bool Exclusive)
{
    private const int PresentBit = 63, SwappedBit = 62, ExclusiveBit = 56, FrameBits = 55;

    internal static PageEntry Parse(ulong entry)
    {
        var present = (entry & (1UL << PresentBit)) != 0;
        var frame = (long)(entry & ((1UL << FrameBits) - 1));
        return new(present, (entry & (1UL << SwappedBit)) != 0, present && frame != 0 ? frame : null, (entry & (1UL << ExclusiveBit)) != 0);
    }
}
