using System.Globalization;
using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Semaphores;
using Ipc.SharedMemory;

namespace Ipc.MessageQueues;

/// <summary>Where an object that outlives its processes shows up.</summary>
/// <param name="Object">What it is.</param>
/// <param name="Ipcs">Whether ipcs(1) lists it; <c>null</c> where there is no ipcs.</param>
/// <param name="SysVIpc">Whether a file in /proc/sysvipc lists it.</param>
/// <param name="File">The file that stands for it: in /dev/shm or /dev/mqueue; empty for none.</param>
/// <seealso href="https://man7.org/linux/man-pages/man1/ipcs.1.html"/>
public sealed record ObjectListing(
    string Object,
    [property: Column("ipcs")] bool? Ipcs,
    [property: Column("/proc/sysvipc")] bool SysVIpc,
    string File) : IObservation
{
    /// <summary>Whether it is one of System V.</summary>
    [Column(Hidden = true)]
    public bool IsSystemV => Object.StartsWith("System V", StringComparison.Ordinal);

    /// <summary>Makes an object of each kind, and looks for each.</summary>
    /// <exception cref="PosixException">This kernel lacks one of the kinds.</exception>
    public static IReadOnlyList<ObjectListing> ObserveAll()
    {
        var journal = Journal.Current;
        var name = PosixSharedMemory.NewName();
        using var posixQueue = PosixQueue.Create();
        using var queue = SystemVQueue.Create();
        using var memory = journal.Enter(ObjectKind.PosixSharedMemory, name);
        using var descriptor = new FileDescriptor((int)Unistd.Checked("shm_open", name, () => Mman.OpenShared(name, Unistd.O_RDWR | Unistd.O_CREAT | Unistd.O_EXCL, 0x180)), name);
        using var segment = SharedMemorySegment.Create();
        using var semaphores = SemaphoreSet.Create();

        var listed = Listed();
        bool? InIpcs(string word) => listed?.Contains(word, StringComparison.Ordinal);
        static string Line(int key) => $"\n0x{key:x8}";
        return
        [
            new("System V message queue", InIpcs(Line(queue.Key)), InProc("msg", queue.Key), ""),
            new("System V shared memory", InIpcs(Line(segment.Key)), InProc("shm", segment.Key), ""),
            new("System V semaphore set", InIpcs(Line(semaphores.Key)), InProc("sem", semaphores.Key), ""),
            new("POSIX message queue", InIpcs(posixQueue.Name[1..]), false, FileOf("/dev/mqueue" + posixQueue.Name)),
            new("POSIX shared memory", InIpcs(name[1..]), false, FileOf("/dev/shm" + name)),
        ];
    }

    private static string? Listed()
    {
        try
        {
            return Command.Of("ipcs").Run().StandardOutput;
        }
        catch (PosixException e) when (e.Errno == Errno.ENOENT)
        {
            return null;
        }
    }

    private static bool InProc(string kind, int key) => (ProcFile.TryReadText($"/proc/sysvipc/{kind}") ?? "").Split('\n')
        .Any(line => line.TrimStart().StartsWith(Text(key) + " ", StringComparison.Ordinal));

    private static string FileOf(string path) => System.IO.File.Exists(path) ? path : "";

    private static string Text(int key) => key.ToString(CultureInfo.InvariantCulture);
}
