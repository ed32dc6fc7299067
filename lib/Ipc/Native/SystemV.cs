using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/shm.h, sys/sem.h and sys/msg.h: System V objects, which have keys and ids instead of names and live until IPC_RMID.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
internal static partial class SystemV
{
    internal const int IPC_CREAT = 0x200, IPC_EXCL = 0x400, IPC_RMID = 0;

    /// <summary>ftok(3); −1 where there is no such file.</summary>
    [LibraryImport("libc", EntryPoint = "ftok", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int KeyOfFile(string path, int project);

    [LibraryImport("libc", EntryPoint = "shmget", SetLastError = true)]
    internal static partial int SharedMemoryGet(int key, nint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "shmctl", SetLastError = true)]
    internal static partial int SharedMemoryControl(int id, int command, nint buffer);

    [LibraryImport("libc", EntryPoint = "semget", SetLastError = true)]
    internal static partial int SemaphoreGet(int key, int count, int flags);

    [LibraryImport("libc", EntryPoint = "semctl", SetLastError = true)]
    internal static partial int SemaphoreControl(int id, int number, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "msgget", SetLastError = true)]
    internal static partial int MessageQueueGet(int key, int flags);

    [LibraryImport("libc", EntryPoint = "msgctl", SetLastError = true)]
    internal static partial int MessageQueueControl(int id, int command, nint buffer);
}
