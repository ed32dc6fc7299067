using Ipc.Leftovers;
using Ipc.Native;
using Ipc.SharedMemory;

namespace Ipc.Semaphores;

/// <summary>A POSIX semaphore that has a name, until sem_unlink. On Linux it is a file of 32 bytes in /dev/shm, mapped by who opens it. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sem_overview.7.html"/>
public sealed class NamedSemaphore : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private readonly JournalEntry entry;
    private nint address;

    private NamedSemaphore(string name, nint address, JournalEntry entry)
    {
        Name = name;
        this.address = address;
        this.entry = entry;
        Interlocked.Increment(ref Laboratory.Mappings);
    }

    /// <summary>Its name, with the slash in front.</summary>
    public string Name { get; }

    /// <summary>The file that it is on Linux.</summary>
    public string Path => $"/dev/shm/sem.{Name[1..]}";

    /// <summary>What it stands at now: sem_getvalue(3).</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public int Value
    {
        get
        {
            var value = 0;
            Unistd.Checked("sem_getvalue", Name, () => PosixSemaphore.GetValue(Address, out value));
            return value;
        }
    }

    private nint Address => address != 0 ? address : throw new ObjectDisposedException(Name);

    /// <summary>Makes a semaphore under a name that nobody else has: sem_open(3).</summary>
    /// <param name="value">What it stands at: 0 or more.</param>
    /// <exception cref="PosixException">ENOENT, EACCES: there is no /dev/shm. ENOSPC: it is full.</exception>
    public static NamedSemaphore Create(int value = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var name = PosixSharedMemory.NewName();
        var entry = Journal.Current.Enter(ObjectKind.PosixSemaphore, name);
        var address = PosixSemaphore.Open(name, Unistd.O_CREAT | Unistd.O_EXCL, OwnerOnly, (uint)value);
        if (address != 0)
        {
            return new NamedSemaphore(name, address, entry);
        }

        var failure = PosixException.Last("sem_open", name);
        entry.Dispose();
        throw PosixSharedMemory.WithAdvice(failure);
    }

    /// <summary>Adds one: sem_post(3).</summary>
    /// <exception cref="PosixException">EOVERFLOW: it stands as high as it can.</exception>
    public void Post() => Unistd.Checked("sem_post", Name, () => PosixSemaphore.Post(Address));

    /// <summary>Takes one where it does not stand at 0: sem_trywait(3).</summary>
    /// <returns>Whether it did.</returns>
    public bool TryWait() => PosixSemaphore.TryWait(Address) == 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref address, 0) is var mapped and not 0)
        {
            _ = PosixSemaphore.Close(mapped);
            Interlocked.Decrement(ref Laboratory.Mappings);
        }

        entry.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"POSIX semaphore {Name}";
}
