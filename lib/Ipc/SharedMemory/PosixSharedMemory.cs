using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>POSIX shared memory: bytes under a name, until shm_unlink. On Linux it is a file in /dev/shm. Disposing removes the name.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/shm_overview.7.html"/>
public sealed class PosixSharedMemory : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private const string Advice = "there is no /dev/shm that may be written to: mount a tmpfs there, or start the container with --tmpfs /dev/shm";
    private readonly JournalEntry entry;

    private PosixSharedMemory(string name, long bytes, JournalEntry entry, FileDescriptor descriptor)
    {
        Name = name;
        Bytes = bytes;
        this.entry = entry;
        Descriptor = descriptor;
    }

    /// <summary>Its name, with the slash in front.</summary>
    public string Name { get; }

    /// <summary>Its length.</summary>
    public long Bytes { get; }

    /// <summary>A descriptor of it.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>The file that it is on Linux.</summary>
    public string Path => "/dev/shm" + Name;

    /// <summary>Makes memory under a name that nobody else has, with all its pages: shm_open(3), posix_fallocate(3).</summary>
    /// <param name="bytes">Its length: 1 or more; one page unless told otherwise.</param>
    /// <exception cref="PosixException">ENOENT, EACCES: there is no /dev/shm. ENOSPC: it is full.</exception>
    public static PosixSharedMemory Create(long bytes = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        var name = NewName();
        var entry = Journal.Current.Enter(ObjectKind.PosixSharedMemory, name);
        FileDescriptor? descriptor = null;
        try
        {
            descriptor = new FileDescriptor(Open(name), $"shared memory {name}");

            // ftruncate alone would do; but where /dev/shm is full, the first store would end the process with SIGBUS.
            Mman.Allocate(descriptor, bytes);
            return new PosixSharedMemory(name, bytes, entry, descriptor);
        }
        catch
        {
            descriptor?.Dispose();
            entry.Dispose();
            throw;
        }
    }

    /// <summary>A name that is in the way of nobody, for the objects in /dev/shm.</summary>
    internal static string NewName() => $"/ipc-laboratory-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>What to tell about a call that did not find /dev/shm.</summary>
    internal static PosixException WithAdvice(PosixException e) =>
        e.Errno is Errno.ENOENT or Errno.EACCES or Errno.EROFS or Errno.ENOSYS ? new PosixException(e.Call, e.Errno, e.Subject, Advice) : e;

    /// <summary>Maps it into this process: mmap(2) with MAP_SHARED.</summary>
    /// <exception cref="PosixException">ENOMEM: so much may not be mapped.</exception>
    public MappedMemory Map() => new(Mman.Region.OfFile(Descriptor, Bytes));

    /// <summary>Takes its name away: shm_unlink(3). Who has it open or mapped keeps it.</summary>
    public void Unlink() => entry.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        Descriptor.Dispose();
        entry.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"POSIX shared memory {Name}, {Bytes} bytes";

    private static int Open(string name)
    {
        try
        {
            return (int)Unistd.Checked("shm_open", name, () => Mman.OpenShared(name, Unistd.O_RDWR | Unistd.O_CREAT | Unistd.O_EXCL, OwnerOnly));
        }
        catch (PosixException e)
        {
            throw WithAdvice(e);
        }
    }
}
