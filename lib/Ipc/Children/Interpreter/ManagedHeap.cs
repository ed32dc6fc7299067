using System.Globalization;
using System.Runtime.CompilerServices;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Children.Interpreter;

/// <summary>
/// The heap of the runtime's garbage collector. No child of ours touches it: a child runs a compiled program on memory of its own. So fork
/// leaves it out (MADV_DONTFORK), and neither copies its page table nor write-protects the pages that the parent goes on writing, which
/// would cost the parent a page fault each.
/// </summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/madvise.2.html"/>
internal static class ManagedHeap
{
    /// <summary>A heap is made of regions, which begin at multiples of this.</summary>
    private const ulong RegionBytes = 4 << 20;

    private static readonly Lazy<(nint Start, nint Bytes)?> Range = new(Find);

    private static bool isInherited;

    /// <summary>
    /// Leaves the heap out of the next fork. It is asked before each: what the collector gives back and takes again is ordinary memory.
    /// Where it cannot be told what belongs to the heap, nothing is left out.
    /// </summary>
    internal static void LeaveOut()
    {
        if (!Volatile.Read(ref isInherited))
        {
            Advise(Mman.MADV_DONTFORK);
        }
    }

    /// <summary>Gives every child the heap again, for good.</summary>
    internal static void Inherit()
    {
        Volatile.Write(ref isInherited, true);
        Advise(Mman.MADV_DOFORK);
    }

    private static void Advise(int advice)
    {
        if (Range.Value is var (start, bytes))
        {
            _ = Mman.Advise(start, bytes, advice);
        }
    }

    /// <summary>
    /// The collector reserves one stretch of address space at its start and says how long it is, but not where. It is the only run of
    /// anonymous mappings of that length that begins as a region does and has a managed object in it.
    /// </summary>
    private static unsafe (nint Start, nint Bytes)? Find()
    {
        var reserved = GC.GetConfigurationVariables().TryGetValue("GCRegionRange", out var range) ? Convert.ToUInt64(range, CultureInfo.InvariantCulture) : 0;
        var bytes = reserved - (reserved % RegionBytes);
        var something = new object();
        var inside = (ulong)*(nint*)Unsafe.AsPointer(ref something);
        var all = MemoryMapping.AllOf(Environment.ProcessId);
        var found = all.Where(first => first.Start <= inside && first.Start % RegionBytes == 0 && inside < first.Start + bytes && IsOneRun(all, first.Start, first.Start + bytes)).ToList();
        return bytes > 0 && found.Count == 1 ? ((nint)found[0].Start, (nint)bytes) : null;
    }

    /// <summary>Whether anonymous mappings without a gap begin and end just there.</summary>
    private static bool IsOneRun(IReadOnlyList<MemoryMapping> all, ulong start, ulong end)
    {
        var at = start;
        foreach (var mapping in all.Where(mapping => mapping.Start >= start && mapping.End <= end))
        {
            if (mapping.Start != at || mapping.Path.Length > 0)
            {
                return false;
            }

            at = mapping.End;
        }

        return at == end;
    }
}
