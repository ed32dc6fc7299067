using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Children;

/// <summary>
/// Anonymous private memory of this process, page by page: what a forked child gets a copy of and a vforked one shares.
/// No page is in memory before it is written for the first time.
/// </summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/mmap.2.html"/>
public sealed class MemoryBlock : IDisposable
{
    private readonly Mman.Region region;

    private MemoryBlock(long bytes, bool hugePages)
    {
        var page = Environment.SystemPageSize;
        Bytes = (bytes + page - 1) / page * page;

        // A page without access on either side keeps the kernel from merging the block with its neighbours in /proc/PID/maps.
        region = new Mman.Region(Bytes + (2 * page), shared: false);
        Address = region.Address + page;
        try
        {
            Guard(region.Address, page);
            Guard(Address + (nint)Bytes, page);
        }
        catch
        {
            region.Dispose();
            throw;
        }

        // Fails only on a kernel that has no transparent huge pages, where no page is one anyway.
        _ = Mman.Advise(Address, (nint)Bytes, hugePages ? Mman.MADV_HUGEPAGE : Mman.MADV_NOHUGEPAGE);
    }

    /// <summary>Its size in bytes, a multiple of the page size.</summary>
    public long Bytes { get; }

    /// <summary>Its size in pages.</summary>
    public long Pages => Bytes / Environment.SystemPageSize;

    /// <summary>Where it is, in this process and in forked children.</summary>
    internal nint Address { get; }

    /// <summary>A byte as this process sees it now.</summary>
    /// <param name="offset">Its place from the start of the block.</param>
    public unsafe byte this[long offset]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, Bytes);
            return Volatile.Read(ref *((byte*)Address + offset));
        }
    }

    /// <summary>Maps a block.</summary>
    /// <param name="bytes">Its size: rounded up to whole pages; 1 or more.</param>
    /// <param name="hugePages">Asks the kernel for transparent huge pages; otherwise for ordinary ones only.</param>
    /// <exception cref="PosixException">ENOMEM: so much may not be mapped.</exception>
    public static MemoryBlock Create(long bytes, bool hugePages = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new MemoryBlock(bytes, hugePages);
    }

    /// <summary>Sets every byte, which brings every page into memory.</summary>
    /// <param name="value">What each byte becomes.</param>
    public unsafe void Fill(byte value)
    {
        for (var offset = 0L; offset < Bytes; offset += 1 << 30)
        {
            new Span<byte>((byte*)Address + offset, (int)Math.Min(1 << 30, Bytes - offset)).Fill(value);
        }
    }

    /// <summary>How much of the block is in memory, and whose, in this process or in a forked child: /proc/PID/smaps.</summary>
    /// <param name="pid">The process id; <c>null</c> for this process.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it may not be traced.</exception>
    public MemoryUse UseIn(int? pid = null)
    {
        var process = pid ?? Environment.ProcessId;
        return MemoryUse.At(process, (ulong)Address) ?? throw new InvalidOperationException($"process {process} does not have the block: it has exec'd, or was not forked from this one");
    }

    /// <inheritdoc/>
    public void Dispose() => region.Dispose();

    private static void Guard(nint address, int bytes)
    {
        if (Mman.Protect(address, bytes, Mman.PROT_NONE) != 0)
        {
            throw PosixException.Last("mprotect", $"{bytes} bytes");
        }
    }
}
