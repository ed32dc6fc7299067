namespace Ipc.Leftovers;

/// <summary>A kind of kernel object that outlives the process that made it.</summary>
public enum ObjectKind
{
    /// <summary>A name in a file system: a file, a FIFO, a socket, a lock file. Removed by unlink(2).</summary>
    Path,

    /// <summary>A directory, with all that is in it.</summary>
    Directory,

    /// <summary>POSIX shared memory, by its name with the leading slash. Removed by shm_unlink(3).</summary>
    PosixSharedMemory,

    /// <summary>A POSIX semaphore that has a name, by that name with the leading slash. Removed by sem_unlink(3).</summary>
    PosixSemaphore,

    /// <summary>A POSIX message queue, by its name with the leading slash. Removed by mq_unlink(3).</summary>
    PosixMessageQueue,

    /// <summary>A System V shared memory segment, by its key. Removed by IPC_RMID.</summary>
    SharedMemorySegment,

    /// <summary>A System V semaphore set, by its key. Removed by IPC_RMID.</summary>
    SemaphoreSet,

    /// <summary>A System V message queue, by its key. Removed by IPC_RMID.</summary>
    MessageQueue,
}
