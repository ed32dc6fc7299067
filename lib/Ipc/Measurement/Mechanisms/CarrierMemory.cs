using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.SharedMemory;

namespace Ipc.Measurement.Mechanisms;

/// <summary>Memory for two processes, of one of the kinds that Linux has. Disposing removes it.</summary>
internal sealed class CarrierMemory : IDisposable
{
    private readonly IDisposable owner;
    private readonly Func<ChildProgram, Value> attach;

    private CarrierMemory(long bytes, IDisposable owner, Func<ChildProgram, Value> attach)
    {
        Bytes = bytes;
        this.owner = owner;
        this.attach = attach;
    }

    /// <summary>Its length.</summary>
    internal long Bytes { get; }

    /// <summary>shm_open(3) and mmap(2).</summary>
    internal static CarrierMemory Posix(long bytes)
    {
        var memory = PosixSharedMemory.Create(bytes);
        return new(bytes, memory, c => Map(c, c.OpenShared(memory.Name), bytes));
    }

    /// <summary>shmget(2) and shmat(2).</summary>
    internal static CarrierMemory SystemV(long bytes)
    {
        var segment = SharedMemorySegment.Create(bytes);
        return new(bytes, segment, c => c.AttachSegment(segment.Id));
    }

    /// <summary>open(2) and mmap(2) of a file.</summary>
    internal static CarrierMemory File(long bytes)
    {
        var scratch = Scratch.Create("mapped");
        try
        {
            var path = scratch.File("shared");
            using (var file = System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, preallocationSize: bytes))
            {
                RandomAccess.SetLength(file, bytes);
            }

            return new(bytes, scratch, c => Map(c, c.Open(path, Unistd.O_RDWR), bytes));
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>Records that the process maps it.</summary>
    /// <returns>Its address.</returns>
    internal Value Attach(ChildProgram c) => attach(c);

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();

    private static Value Map(ChildProgram c, Value descriptor, long bytes) => c.Map(bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, descriptor);
}
