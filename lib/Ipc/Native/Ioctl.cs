using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/ioctl.h: what a descriptor tells beside its bytes.</summary>
internal static partial class Ioctl
{
    internal const int TIOCSCTTY = 0x540e;
    private const nuint FIONREAD = 0x541b;

    /// <summary>How many bytes a read could take now: FIONREAD.</summary>
    /// <exception cref="PosixException">The descriptor cannot tell.</exception>
    internal static int BytesWaiting(FileDescriptor descriptor)
    {
        var bytes = 0;
        Unistd.Checked("ioctl", $"{descriptor}, FIONREAD", () => Control(descriptor.Number, FIONREAD, ref bytes));
        return bytes;
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int fd, nuint request, ref int value);
}
