using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.MessageQueues;

/// <summary>A System V message queue: messages with types, under a key, until IPC_RMID. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
public sealed class SystemVQueue : IDisposable
{
    private const int OwnerOnly = 0x180; // 0600
    private const int TypeBytes = sizeof(long), LongestText = 120;
    private readonly JournalEntry entry;

    private SystemVQueue(int key, int id, JournalEntry entry)
    {
        Key = key;
        Id = id;
        this.entry = entry;
    }

    /// <summary>Its key, by which other processes find it.</summary>
    public int Key { get; }

    /// <summary>Its identifier, which the other calls take.</summary>
    public int Id { get; }

    /// <summary>Makes a queue under a key that nobody has: msgget(2).</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V queues. ENOSPC: there are too many.</exception>
    public static SystemVQueue Create()
    {
        // A key that is free now: the note in the journal comes before the queue, and it must not be of somebody else's.
        var key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        while (SystemV.MessageQueueGet(key, 0) >= 0)
        {
            key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        }

        var entry = Journal.Current.Enter(ObjectKind.MessageQueue, key.ToString(CultureInfo.InvariantCulture));
        try
        {
            return new SystemVQueue(key, (int)Unistd.Checked("msgget", $"0x{key:x}", () => SystemV.MessageQueueGet(key, SystemV.IPC_CREAT | SystemV.IPC_EXCL | OwnerOnly)), entry);
        }
        catch
        {
            entry.Dispose();
            throw;
        }
    }

    /// <summary>Puts a message in: msgsnd(2) with IPC_NOWAIT.</summary>
    /// <param name="type">Its type: 1 or more.</param>
    /// <param name="text">Its text, up to 120 bytes of UTF-8.</param>
    /// <exception cref="PosixException">EAGAIN: the queue is full. EINVAL: the type is not positive.</exception>
    public unsafe void Send(long type, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, LongestText, nameof(text));
        var message = new byte[TypeBytes + LongestText];
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
    /// <exception cref="PosixException">ENOMSG: there is none.</exception>
    public unsafe QueueMessage Receive(long type = 0)
    {
        var message = new byte[TypeBytes + LongestText];
        fixed (byte* start = message)
        {
            var address = (nint)start;
            var got = (int)Unistd.Checked("msgrcv", $"0x{Key:x}, {type}", () => SystemV.ReceiveMessage(Id, address, LongestText, (nint)type, SystemV.IPC_NOWAIT));
            return new QueueMessage(Encoding.UTF8.GetString(message, TypeBytes, got), MemoryMarshal.Read<long>(message));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => entry.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"System V message queue 0x{Key:x}";
}
