using System.Text;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.MessageQueues;

/// <summary>A POSIX message queue: messages with priorities, under a name, until mq_unlink. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/mq_overview.7.html"/>
public sealed class PosixQueue : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private readonly JournalEntry entry;

    private PosixQueue(string name, JournalEntry entry, FileDescriptor descriptor)
    {
        Name = name;
        this.entry = entry;
        Descriptor = descriptor;
    }

    /// <summary>Its name, with the slash in front.</summary>
    public string Name { get; }

    /// <summary>The queue's descriptor; on Linux an ordinary one, so that poll(2) works on it.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>How many messages it may hold, how long each may be, and how many it holds now.</summary>
    /// <exception cref="PosixException">It is closed.</exception>
    public QueueAttributes Attributes
    {
        get
        {
            Mqueue.Attributes attributes = default;
            Unistd.Checked("mq_getattr", Name, () => Mqueue.GetAttributes(Descriptor.Number, out attributes));
            return new QueueAttributes(attributes.MaximumMessages, attributes.MessageBytes, attributes.Messages);
        }
    }

    /// <summary>Makes a queue that nobody else has, with O_NONBLOCK: a call that would wait fails with EAGAIN.</summary>
    /// <param name="maximumMessages">How many messages it may hold: 1 up to /proc/sys/fs/mqueue/msg_max.</param>
    /// <param name="messageBytes">How long a message may be: 1 up to /proc/sys/fs/mqueue/msgsize_max.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel has no POSIX message queues. EMFILE: this user may have no more. EINVAL: above a limit.</exception>
    public static unsafe PosixQueue Create(int maximumMessages = 10, int messageBytes = 128)
    {
        var name = $"/ipc-laboratory-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";
        var entry = Journal.Current.Enter(ObjectKind.PosixMessageQueue, name);
        try
        {
            var attributes = new Mqueue.Attributes { MaximumMessages = maximumMessages, MessageBytes = messageBytes };
            var address = (nint)(&attributes);
            var number = (int)Unistd.Checked("mq_open", name, () => Mqueue.Open(name, Unistd.O_RDWR | Unistd.O_CREAT | Unistd.O_EXCL | Unistd.O_NONBLOCK | Unistd.O_CLOEXEC, OwnerOnly, address));
            return new PosixQueue(name, entry, new FileDescriptor(number, $"queue {name}"));
        }
        catch
        {
            entry.Dispose();
            throw;
        }
    }

    /// <summary>Puts a message in: mq_send(3).</summary>
    /// <param name="text">Its text, as UTF-8.</param>
    /// <param name="priority">Its priority, 0 to 32767; higher ones come out first.</param>
    /// <exception cref="PosixException">EAGAIN: the queue is full. EMSGSIZE: the message is too long.</exception>
    public void Send(string text, int priority = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Encoding.UTF8.GetBytes(text + "\0");
        Unistd.Checked("mq_send", Name, () => Mqueue.Send(Descriptor.Number, ref bytes[0], bytes.Length - 1, (uint)priority));
    }

    /// <summary>Takes the oldest message of the highest priority out: mq_receive(3).</summary>
    /// <param name="bufferBytes">The buffer's size; <c>null</c> for the longest that a message may be.</param>
    /// <exception cref="PosixException">EAGAIN: there is none. EMSGSIZE: the buffer is smaller than a message may be.</exception>
    public QueueMessage Receive(int? bufferBytes = null)
    {
        var buffer = new byte[Math.Max(1, bufferBytes ?? (int)Attributes.MessageBytes)];
        var priority = 0u;
        var got = (int)Unistd.Checked("mq_receive", Name, () => Mqueue.Receive(Descriptor.Number, ref buffer[0], bufferBytes ?? buffer.Length, out priority));
        return new QueueMessage(Encoding.UTF8.GetString(buffer, 0, got), priority);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Descriptor.Dispose();
        entry.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"POSIX message queue {Name}";
}
