using System.Runtime.InteropServices;
using System.Text;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.MessageQueues;

/// <summary>A System V message queue: messages with types, under a key, until IPC_RMID. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
public sealed class SystemVQueue : IDisposable
{
    private const int TypeBytes = sizeof(long);
    private readonly SystemVObject made;

    private SystemVQueue(SystemVObject made) => this.made = made;

    /// <summary>Its key, by which other processes find it.</summary>
    public int Key => made.Key;

    /// <summary>Its identifier, which the other calls take.</summary>
    public int Id => made.Id;

    /// <summary>Makes a queue under a key that nobody has: msgget(2).</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V queues. ENOSPC: there are too many.</exception>
    public static SystemVQueue Create() => new(SystemVObject.Create(ObjectKind.MessageQueue, "msgget", SystemV.MessageQueueGet));

    /// <summary>Puts a message in: msgsnd(2) with IPC_NOWAIT.</summary>
    /// <param name="type">Its type: 1 or more.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="PosixException">EAGAIN: the queue is full. EINVAL: the type is not positive, or the text is longer than /proc/sys/kernel/msgmax bytes.</exception>
    public unsafe void Send(long type, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var message = new byte[TypeBytes + bytes.Length];
        MemoryMarshal.Write(message, type);
        bytes.CopyTo(message, TypeBytes);
        fixed (byte* start = message)
        {
            var address = (nint)start;
            Unistd.Checked("msgsnd", $"0x{Key:x}", () => SystemV.SendMessage(Id, address, bytes.Length, SystemV.IPC_NOWAIT));
        }
    }

    /// <summary>Takes a message out: msgrcv(2) with IPC_NOWAIT.</summary>
    /// <param name="type">0 for the oldest; a positive type for the oldest of this type; −n for the oldest of the lowest type up to n.</param>
    /// <param name="textBytes">The buffer's room for the text.</param>
    /// <param name="truncate">A text that is longer is cut, and the rest is lost (MSG_NOERROR); otherwise the message stays where it is.</param>
    /// <exception cref="PosixException">ENOMSG: there is none. E2BIG: its text is longer than the buffer.</exception>
    public unsafe QueueMessage Receive(long type = 0, int textBytes = 120, bool truncate = false)
    {
        var message = new byte[TypeBytes + textBytes];
        fixed (byte* start = message)
        {
            var address = (nint)start;
            var flags = SystemV.IPC_NOWAIT | (truncate ? SystemV.MSG_NOERROR : 0);
            var got = (int)Unistd.Checked("msgrcv", $"0x{Key:x}, {type}", () => SystemV.ReceiveMessage(Id, address, textBytes, (nint)type, flags));
            return new QueueMessage(Encoding.UTF8.GetString(message, TypeBytes, got), MemoryMarshal.Read<long>(message));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => made.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"System V message queue 0x{Key:x}";
}
