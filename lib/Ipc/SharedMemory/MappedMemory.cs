using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>Shared memory in the address space of this process, as words of 64 bits. Disposing takes it out again.</summary>
public sealed class MappedMemory : IDisposable
{
    private readonly SafeHandle mapping;
    private readonly Func<nint> start;

    internal MappedMemory(Mman.Region region)
        : this(region, region.Bytes, () => region.Address)
    {
    }

    internal MappedMemory(SystemV.Attachment attachment, long bytes)
        : this(attachment, bytes, () => attachment.Address)
    {
    }

    private MappedMemory(SafeHandle mapping, long bytes, Func<nint> start)
    {
        this.mapping = mapping;
        this.start = start;
        Bytes = bytes;
    }

    /// <summary>Its length.</summary>
    public long Bytes { get; }

    /// <summary>Where it begins in this process; other processes may have it elsewhere.</summary>
    public ulong Address => (ulong)start();

    /// <summary>The word at an offset, read with acquire order and written with release order.</summary>
    /// <param name="offset">How many bytes from the start: a multiple of 8.</param>
    /// <exception cref="ObjectDisposedException">It is mapped no more.</exception>
    public unsafe long this[long offset]
    {
        get => Volatile.Read(ref *At(offset));
        set => Volatile.Write(ref *At(offset), value);
    }

    /// <inheritdoc/>
    public void Dispose() => mapping.Dispose();

    /// <inheritdoc/>
    public override string ToString() => mapping.IsClosed ? "mapped no more" : $"{Bytes} bytes at 0x{Address:x}";

    private unsafe long* At(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Bytes - sizeof(long));
        return (long*)(start() + (nint)offset);
    }
}
