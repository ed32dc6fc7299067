using System.Globalization;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Leftovers;

/// <summary>A kernel object that outlives the process that made it, by the name it can be removed by.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its path, its name, or its key in decimal.</param>
public sealed record KernelObject(ObjectKind Kind, string Name) : IObservation
{
    /// <summary>Removes it where it is there.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="PosixException">It is there and could not be removed.</exception>
    public bool Remove() => Kind switch
    {
        ObjectKind.Path => Removed("unlink", Unistd.Unlink(Name)),
        ObjectKind.Directory => RemoveDirectory(),
        ObjectKind.PosixSharedMemory => Removed("shm_unlink", Mman.UnlinkShared(Name)),
        ObjectKind.PosixSemaphore => Removed("sem_unlink", PosixSemaphore.Unlink(Name)),
        ObjectKind.PosixMessageQueue => Removed("mq_unlink", Mqueue.Unlink(Name)),
        ObjectKind.SharedMemorySegment => RemoveById("shmget", SystemV.SharedMemoryGet(Key, 0, 0), id => SystemV.SharedMemoryControl(id, SystemV.IPC_RMID, 0)),
        ObjectKind.SemaphoreSet => RemoveById("semget", SystemV.SemaphoreGet(Key, 0, 0), id => SystemV.SemaphoreControl(id, 0, SystemV.IPC_RMID, 0)),
        ObjectKind.MessageQueue => RemoveById("msgget", SystemV.MessageQueueGet(Key, 0), id => SystemV.MessageQueueControl(id, SystemV.IPC_RMID, 0)),
        _ => throw new InvalidOperationException($"no way to remove {Kind}"),
    };

    private int Key => int.Parse(Name, CultureInfo.InvariantCulture);

    private bool RemoveDirectory()
    {
        if (!Directory.Exists(Name))
        {
            return false;
        }

        try
        {
            // A control group goes by rmdir(2) alone: the files in it cannot be removed one by one.
            Directory.Delete(Name);
        }
        catch (IOException)
        {
            Directory.Delete(Name, recursive: true);
        }

        return true;
    }

    private bool RemoveById(string get, int id, Func<int, int> remove) => Removed(get, id) && Removed("IPC_RMID", remove(id));

    private bool Removed(string call, int result) => result >= 0 || (IsAbsent((Errno)Marshal.GetLastPInvokeError()) ? false : throw PosixException.Last(call, Name));

    // ENOSYS: a kernel without the mechanism has no object of it either. EROFS comes before the kernel has looked for the name.
    private bool IsAbsent(Errno errno) => errno is Errno.ENOENT or Errno.EIDRM or Errno.ENOSYS || (errno == Errno.EROFS && !Path.Exists(Kind switch
    {
        ObjectKind.PosixSharedMemory => "/dev/shm" + Name,
        ObjectKind.PosixSemaphore => "/dev/shm/sem." + Name[1..],
        _ => Name,
    }));
}
