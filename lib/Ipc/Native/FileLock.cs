using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>fcntl.h: record locks, of a process or of an open file description.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/F_OFD_SETLK.2const.html"/>
internal static partial class FileLock
{
    private const int F_OFD_SETLK = 37;
    private const short F_WRLCK = 1;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int fd, int command, ref Range range);

    /// <summary>Tries to lock a whole file for an open file description: F_OFD_SETLK with F_WRLCK.</summary>
    /// <returns>0, or −1 with errno EAGAIN or EACCES where another description holds it.</returns>
    internal static int TryLockDescription(int fd)
    {
        var whole = new Range { Type = F_WRLCK };
        return Control(fd, F_OFD_SETLK, ref whole);
    }

    /// <summary>struct flock, as 64-bit x86 and ARM have it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Range
    {
        internal short Type;
        internal short Whence;
        internal long Start;
        internal long Length;
        internal int Pid;
    }
}
