using System.Buffers.Binary;

namespace Ipc.Native;

/// <summary>linux/perf_event.h: counters of the processor and of the kernel for the calling thread.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/perf_event_open.2.html"/>
internal static class PerfEvent
{
    internal const int PERF_TYPE_HARDWARE = 0, PERF_TYPE_SOFTWARE = 1;
    internal const long PERF_COUNT_HW_INSTRUCTIONS = 1, PERF_COUNT_SW_PAGE_FAULTS = 2;
    private const int AttributeBytes = 64; // PERF_ATTR_SIZE_VER0
    private const ulong ExcludeKernelAndHypervisor = 1 << 5 | 1 << 6;
    private const nint PERF_FLAG_FD_CLOEXEC = 8;

    /// <summary>Opens a counter of what the calling thread does in user mode; it counts from now on.</summary>
    /// <param name="type">Whose counter: a PERF_TYPE_* number.</param>
    /// <param name="counter">Which: a PERF_COUNT_* number.</param>
    /// <exception cref="PosixException">ENOENT: the machine has no such counter. EACCES: perf_event_paranoid forbids it.</exception>
    internal static unsafe FileDescriptor Open(int type, long counter)
    {
        var attributes = stackalloc byte[AttributeBytes];
        var fields = new Span<byte>(attributes, AttributeBytes);
        fields.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(fields, type);
        BinaryPrimitives.WriteInt32LittleEndian(fields[4..], AttributeBytes);
        BinaryPrimitives.WriteInt64LittleEndian(fields[8..], counter);
        BinaryPrimitives.WriteUInt64LittleEndian(fields[40..], ExcludeKernelAndHypervisor);
        var address = (nint)attributes;
        var fd = Unistd.Checked("perf_event_open", $"type {type}, counter {counter}", () => SystemWait.SystemCall(SystemCallNumbers.PerfEventOpen, address, 0, -1, -1, PERF_FLAG_FD_CLOEXEC, 0));
        return new FileDescriptor((int)fd, $"counter {counter} of type {type}");
    }

    /// <summary>What a counter has counted.</summary>
    /// <exception cref="PosixException">The read failed.</exception>
    internal static long Read(FileDescriptor counter) => BinaryPrimitives.ReadInt64LittleEndian(counter.Read(sizeof(long)));
}
