using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.SharedMemory;

/// <summary>Where shared memory shows up while a process has it mapped.</summary>
/// <param name="Memory">The kind of memory.</param>
/// <param name="File">The file that stands for it in /dev/shm; empty for none.</param>
/// <param name="SysVIpc">Whether /proc/sysvipc/shm lists it, which is what ipcs shows.</param>
/// <param name="Maps">What /proc/PID/maps calls it.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html"/>
public sealed record MemoryListing(
    [property: Column("memory")] string Memory,
    [property: Column("file in /dev/shm")] string File,
    [property: Column("/proc/sysvipc/shm")] bool SysVIpc,
    [property: Column("/proc/PID/maps")] string Maps) : IObservation
{
    /// <summary>Makes memory of each kind, maps it, and looks for it.</summary>
    /// <exception cref="PosixException">This kernel lacks one of the kinds.</exception>
    public static IReadOnlyList<MemoryListing> ObserveAll()
    {
        using var posix = PosixSharedMemory.Create();
        using var segment = SharedMemorySegment.Create();
        using var file = MemoryFile.Create();
        using MappedMemory ofPosix = posix.Map(), ofSegment = segment.Attach(), ofFile = file.Map(), anonymous = new(new Mman.Region(4096, shared: true));
        List<MemoryListing> seen =
        [
            new("POSIX", FileOf(posix), false, NameOf(ofPosix)),
            new("System V", "", segment.Entry is not null, NameOf(ofSegment)),
            new("memfd", "", false, NameOf(ofFile)),
            new("MAP_SHARED|MAP_ANONYMOUS", "", false, NameOf(anonymous)),
        ];
        posix.Unlink();
        seen.Insert(1, new("POSIX, unlinked", FileOf(posix), false, NameOf(ofPosix)));
        return seen;

        static string FileOf(PosixSharedMemory memory) => System.IO.File.Exists(memory.Path) ? memory.Path : "";

        static string NameOf(MappedMemory memory) => MemoryMapping.AllOf(Environment.ProcessId).First(mapping => mapping.Start == memory.Address).Path;
    }
}
