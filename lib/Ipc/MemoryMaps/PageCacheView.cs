using Ipc.Children;
using Ipc.Native;

namespace Ipc.MemoryMaps;

/// <summary>How many pages of a file are in memory: the page cache, as mincore(2) shows it through a mapping.</summary>
/// <param name="Moment">When.</param>
/// <param name="Pages">Pages of the file, in order: whether each is in the page cache.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/mincore.2.html"/>
public sealed record PageCacheView(string Moment, [property: Column(Hidden = true)] IReadOnlyList<bool> Pages) : IObservation
{
    /// <summary>Pages of the file.</summary>
    [Column("pages")]
    public int Count => Pages.Count;

    /// <summary>Those of them in the page cache.</summary>
    [Column("in memory")]
    public int Resident => Pages.Count(isResident => isResident);

    /// <summary>Writes a file, has the kernel drop its pages, reads one byte in the middle, drops them again, reads one byte at the start, and reads it all; looks at the page cache after each.</summary>
    /// <param name="pages">The size of the file, in pages: 64 or more.</param>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    public static IReadOnlyList<PageCacheView> Observe(int pages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 64);
        using var scratch = Leftovers.Scratch.Create("page-cache");
        var path = scratch.File("cached");
        long bytes = (long)pages * Environment.SystemPageSize;
        File.WriteAllBytes(path, new byte[bytes]);
        using var file = new FileDescriptor((int)Unistd.Checked("open", path, () => Unistd.Open(path, Unistd.O_RDWR | Unistd.O_CLOEXEC, 0)), path);
        PageCacheView Look(string moment)
        {
            using var region = Mman.Region.OfFile(file, bytes);
            var resident = new byte[pages];
            Unistd.Checked("mincore", path, () => Mman.Resident(region.Address, (nint)bytes, resident));
            return new PageCacheView(moment, [.. resident.Select(page => (page & 1) != 0)]);
        }

        void Drop() => Unistd.Checked("posix_fadvise", path, () => Unistd.Advise(file.Number, 0, 0, Unistd.POSIX_FADV_DONTNEED));

        void Read(long offset, int count)
        {
            var buffer = new byte[count];
            Unistd.Checked("pread", path, () => Unistd.ReadAt(file.Number, ref buffer[0], count, offset));
        }

        var written = Look("just written");
        Unistd.Checked("fsync", path, () => Unistd.Fsync(file.Number));
        Drop();
        var dropped = Look("after POSIX_FADV_DONTNEED");
        Read(bytes / 2, 1);
        var middle = Look("one byte in the middle was read");
        Drop();
        Read(0, 1);
        var start = Look("dropped again, and one byte at the start was read");
        Read(0, (int)bytes);
        return [written, dropped, middle, start, Look("all was read")];
    }
}
