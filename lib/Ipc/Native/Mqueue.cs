using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>mqueue.h: POSIX message queues, which have names and live until mq_unlink.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/mq_overview.7.html"/>
internal static partial class Mqueue
{
    [LibraryImport("libc", EntryPoint = "mq_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string name, int flags, uint mode, nint attributes);

    [LibraryImport("libc", EntryPoint = "mq_unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string name);
}
