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

    [LibraryImport("libc", EntryPoint = "mq_send", SetLastError = true)]
    internal static partial int Send(int queue, ref byte message, nint bytes, uint priority);

    [LibraryImport("libc", EntryPoint = "mq_receive", SetLastError = true)]
    internal static partial nint Receive(int queue, ref byte buffer, nint bytes, out uint priority);

    [LibraryImport("libc", EntryPoint = "mq_getattr", SetLastError = true)]
    internal static partial int GetAttributes(int queue, out Attributes attributes);

    /// <summary>struct mq_attr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Attributes
    {
        internal long Flags;
        internal long MaximumMessages;
        internal long MessageBytes;
        internal long Messages;
        private readonly long reserved1, reserved2, reserved3, reserved4;
    }
}
