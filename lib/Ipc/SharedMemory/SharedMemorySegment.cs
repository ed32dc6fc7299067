using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>A System V segment: memory under a key, until IPC_RMID and the last process that has it attached. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
public sealed class SharedMemorySegment : IDisposable
{
    private readonly SystemVObject made;

    private SharedMemorySegment(SystemVObject made, long bytes)
    {
        this.made = made;
        Bytes = bytes;
    }

    /// <summary>Its key, by which other processes find it.</summary>
    public int Key => made.Key;

    /// <summary>Its identifier, which the other calls take.</summary>
    public int Id => made.Id;

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
        return new SharedMemorySegment(SystemVObject.Create(ObjectKind.SharedMemorySegment, "shmget", (key, flags) => SystemV.SharedMemoryGet(key, flags == 0 ? 0 : (nint)bytes, flags)), bytes);
    }

    /// <summary>A key under which there is no segment, to note in the journal before a child makes one.</summary>
    internal static int FreeKey() => SystemVObject.FreeKey(key => SystemV.SharedMemoryGet(key, 0, 0));

    /// <summary>Attaches it to this process: shmat(2).</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public MappedMemory Attach() => new(new SystemV.Attachment(Id), Bytes);

    /// <summary>Marks it to be destroyed: IPC_RMID. It goes when the last process has detached it.</summary>
    public void Remove() => made.Dispose();

    /// <inheritdoc/>
    public void Dispose() => made.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"System V segment 0x{Key:x}, {Bytes} bytes";
}
