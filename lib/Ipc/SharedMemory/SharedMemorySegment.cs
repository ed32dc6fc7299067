using System.Globalization;
using System.Security.Cryptography;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>A System V segment: memory under a key, until IPC_RMID and the last process that has it attached. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
public sealed class SharedMemorySegment : IDisposable
{
    private const int OwnerOnly = 0x180; // 0600
    private readonly JournalEntry entry;

    private SharedMemorySegment(int key, int id, long bytes, JournalEntry entry)
    {
        Key = key;
        Id = id;
        Bytes = bytes;
        this.entry = entry;
    }

    /// <summary>Its key, by which other processes find it.</summary>
    public int Key { get; }

    /// <summary>Its identifier, which the other calls take.</summary>
    public int Id { get; }

    /// <summary>Its length.</summary>
    public long Bytes { get; }

    /// <summary>Its line in /proc/sysvipc/shm; <c>null</c> once it is gone.</summary>
    public SegmentEntry? Entry => SegmentEntry.Find(Id);

    /// <summary>Makes a segment under a key that nobody has: shmget(2).</summary>
    /// <param name="bytes">Its length: 1 or more; one page unless told otherwise.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V shared memory. ENOSPC: there are too many segments.</exception>
    public static SharedMemorySegment Create(long bytes = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        var key = FreeKey();
        var entry = Journal.Current.Enter(ObjectKind.SharedMemorySegment, key.ToString(CultureInfo.InvariantCulture));
        try
        {
            var id = (int)Unistd.Checked("shmget", $"0x{key:x}", () => SystemV.SharedMemoryGet(key, (nint)bytes, SystemV.IPC_CREAT | SystemV.IPC_EXCL | OwnerOnly));
            return new SharedMemorySegment(key, id, bytes, entry);
        }
        catch
        {
            entry.Dispose();
            throw;
        }
    }

    /// <summary>A key under which there is no segment, to note in the journal before a child makes one.</summary>
    internal static int FreeKey()
    {
        var key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        while (SystemV.SharedMemoryGet(key, 0, 0) >= 0)
        {
            key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        }

        return key;
    }

    /// <summary>Attaches it to this process: shmat(2).</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public MappedMemory Attach() => new(new SystemV.Attachment(Id), Bytes);

    /// <summary>Marks it to be destroyed: IPC_RMID. It goes when the last process has detached it.</summary>
    public void Remove() => entry.Dispose();

    /// <inheritdoc/>
    public void Dispose() => entry.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"System V segment 0x{Key:x}, {Bytes} bytes";
}
