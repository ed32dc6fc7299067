using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/file.h: flock(2), a lock that belongs to an open file description and goes with its last descriptor.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/flock.2.html"/>
internal static partial class SysFile
{
    internal const int LOCK_EX = 2, LOCK_NB = 4;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int fd, int operation);
}
