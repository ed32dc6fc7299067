using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>A file in memory that has no name: it lives until the last descriptor and the last mapping of it. Disposing closes this process's descriptor.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/memfd_create.2.html"/>
public sealed class MemoryFile : IDisposable
{
    private MemoryFile(string name, long bytes, FileDescriptor descriptor)
    {
        Name = name;
        Bytes = bytes;
        Descriptor = descriptor;
    }

    /// <summary>What /proc calls it. It is no name that one could open.</summary>
    public string Name { get; }

    /// <summary>The length that it was made with.</summary>
    public long Bytes { get; }

    /// <summary>This process's descriptor of it; a child whose program names it inherits it.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>The seals that it bears now: fcntl(2) with F_GET_SEALS.</summary>
    /// <exception cref="PosixException">It is closed.</exception>
    public Seals Seals => (Seals)Unistd.Checked("fcntl", $"{Name}, F_GET_SEALS", () => Unistd.Fcntl(Descriptor.Number, Mman.F_GET_SEALS, 0));

    /// <summary>Makes one: memfd_create(2) with MFD_ALLOW_SEALING.</summary>
    /// <param name="bytes">Its length; one page unless told otherwise.</param>
    /// <param name="name">What /proc is to call it.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel is older than 3.17. EACCES: /proc/sys/vm/memfd_noexec is 2.</exception>
    public static MemoryFile Create(long bytes = 4096, string name = "laboratory")
    {
        var descriptor = new FileDescriptor((int)Unistd.Checked("memfd_create", name, () => Mman.CreateMemoryFile(name, Mman.MFD_CLOEXEC | Mman.MFD_ALLOW_SEALING)), $"memfd {name}");
        try
        {
            Mman.Allocate(descriptor, bytes);
            return new MemoryFile(name, bytes, descriptor);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>Maps it into this process: mmap(2) with MAP_SHARED.</summary>
    /// <exception cref="PosixException">EPERM: it is sealed against writing.</exception>
    public MappedMemory Map() => new(Mman.Region.OfFile(Descriptor, Bytes));

    /// <summary>Puts seals on it: fcntl(2) with F_ADD_SEALS.</summary>
    /// <param name="seals">Which.</param>
    /// <exception cref="PosixException">EBUSY: F_SEAL_WRITE, and it is mapped for writing. EPERM: it takes no more seals.</exception>
    public void Seal(Seals seals) => Unistd.Checked("fcntl", $"{Name}, F_ADD_SEALS, {SealNames.Of(seals)}", () => Unistd.Fcntl(Descriptor.Number, Mman.F_ADD_SEALS, (nint)seals));

    /// <inheritdoc/>
    public void Dispose() => Descriptor.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"memfd {Name}, {Bytes} bytes";
}
