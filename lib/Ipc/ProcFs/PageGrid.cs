using System.Buffers.Binary;
using Ipc.Children;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>The pages of a stretch of memory as one process had them at one moment.</summary>
/// <param name="Name">Whose pages, and when: "child, after its writes".</param>
/// <param name="Pid">The process.</param>
/// <param name="Pages">The pages in order.</param>
public sealed record PageGrid(string Name, int Pid, [property: Column(Hidden = true)] IReadOnlyList<PageEntry> Pages) : IObservation
{
    /// <summary>Whether the kernel told which frame holds each page. Without, a page counts as shared when another process maps its frame, whichever process that is.</summary>
    public bool KnowsFrames => Pages.Any(page => page.Frame is not null);

    /// <summary>Pages that are in memory.</summary>
    public int Present => Pages.Count(page => page.Present);

    /// <summary>Pages in swap.</summary>
    public int Swapped => Pages.Count(page => page.Swapped);

    /// <summary>The pages of a block in this process or in a forked child, now.</summary>
    /// <param name="block">The block.</param>
    /// <param name="pid">The process id; <c>null</c> for this process.</param>
    /// <param name="name">What to call the grid.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it is another user's.</exception>
    public static PageGrid Of(MemoryBlock block, int? pid = null, string name = "")
    {
        ArgumentNullException.ThrowIfNull(block);
        var process = pid ?? Environment.ProcessId;
        return Of(process, (ulong)block.Address, (int)block.Pages, name.Length > 0 ? name : $"pid {process}");
    }

    /// <summary>The pages of a mapping of a process, now.</summary>
    /// <param name="pid">The process id.</param>
    /// <param name="mapping">The mapping: a line of its /proc/PID/maps.</param>
    /// <param name="name">What to call the grid.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it is another user's.</exception>
    public static PageGrid Of(int pid, MemoryMapping mapping, string name = "")
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return Of(pid, mapping.Start, (int)(mapping.Bytes / Environment.SystemPageSize), name.Length > 0 ? name : $"pid {pid}");
    }

    /// <summary>How each page stands to the same page of another process.</summary>
    /// <param name="other">The other process's pages of the same stretch, at the same moment.</param>
    /// <exception cref="ArgumentException">The two do not have the same number of pages.</exception>
    public IReadOnlyList<PageRelation> RelationTo(PageGrid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Pages.Count == Pages.Count
            ? [.. Pages.Zip(other.Pages, Relation)]
            : throw new ArgumentException($"{Name} has {Pages.Count} pages and {other.Name} {other.Pages.Count}", nameof(other));
    }

    internal static PageGrid Of(int pid, ulong address, int pages, string name)
    {
        var page = (ulong)Environment.SystemPageSize;
        var entries = new byte[pages * sizeof(ulong)];
        var path = $"/proc/{pid}/pagemap";
        var fd = (int)Unistd.Checked("open", path, () => Unistd.Open(path, Unistd.O_CLOEXEC, 0));
        using var file = new FileDescriptor(fd, path);
        var done = 0;
        while (done < entries.Length)
        {
            var got = Unistd.Checked("pread", path, () => Unistd.ReadAt(fd, ref entries[done], entries.Length - done, (long)(address / page * sizeof(ulong)) + done));
            if (got == 0)
            {
                throw new PosixException("pread", Errno.ESRCH, path, "the process has no memory any more");
            }

            done += (int)got;
        }

        return new PageGrid(name, pid, [.. Enumerable.Range(0, pages).Select(i => PageEntry.Parse(BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(i * sizeof(ulong)))))]);
    }

    private static PageRelation Relation(PageEntry own, PageEntry other) =>
        own.Swapped ? PageRelation.Swapped
        : !own.Present ? PageRelation.NotPresent
        : own.Frame is { } frame && other.Present && other.Frame is { } theirs ? (frame == theirs ? PageRelation.Shared : PageRelation.Own)
        : own.Exclusive || !other.Present ? PageRelation.Own
        : PageRelation.Shared;
}
