using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/eventfd.h: a counter behind a descriptor.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/eventfd.2.html"/>
internal static partial class EventFd
{
    internal const int EFD_SEMAPHORE = 1;

    /// <summary>Makes a counter that stands at 0.</summary>
    /// <exception cref="PosixException">EMFILE, ENFILE: too many descriptors.</exception>
    internal static FileDescriptor Create() => new((int)Unistd.Checked("eventfd", "0, EFD_CLOEXEC", () => Make(0, Unistd.O_CLOEXEC)), "eventfd");

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int Make(uint value, int flags);
}
