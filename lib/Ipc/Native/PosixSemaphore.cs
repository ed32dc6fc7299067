using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>semaphore.h: POSIX semaphores, by address.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sem_overview.7.html"/>
internal static partial class PosixSemaphore
{
    /// <summary>sizeof(sem_t) on every 64-bit Linux.</summary>
    internal const int Bytes = 32;

    [LibraryImport("libc", EntryPoint = "sem_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint Open(string name, int flags, uint mode, uint value);

    [LibraryImport("libc", EntryPoint = "sem_close", SetLastError = true)]
    internal static partial int Close(nint semaphore);

    [LibraryImport("libc", EntryPoint = "sem_unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string name);

    [LibraryImport("libc", EntryPoint = "sem_init", SetLastError = true)]
    internal static partial int Initialize(nint semaphore, int shared, uint value);

    [LibraryImport("libc", EntryPoint = "sem_trywait", SetLastError = true)]
    internal static partial int TryWait(nint semaphore);

    [LibraryImport("libc", EntryPoint = "sem_post", SetLastError = true)]
    internal static partial int Post(nint semaphore);

    [LibraryImport("libc", EntryPoint = "sem_getvalue", SetLastError = true)]
    internal static partial int GetValue(nint semaphore, out int value);
}
