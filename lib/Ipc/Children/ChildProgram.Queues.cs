using System.Runtime.InteropServices;
using System.Text;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Message queues, POSIX and System V.</content>
public sealed partial class ChildProgram
{
    private const int MessageTypeBytes = sizeof(long), LongestShown = 40, QueueMode = 0x180, SignalEventBytes = 64;

    /// <summary>Opens a POSIX message queue that is there: mq_open(3).</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    /// <returns>The descriptor, or −1.</returns>
    public Value OpenQueue(string name) => CallStep("mq_open", $"mq_open(\"{name}\", O_RDWR)", [Argument.At(Text(name)), Unistd.O_RDWR, 0, 0]);

    /// <summary>Makes a POSIX message queue that nobody has: mq_open(3). Who records this enters its name in the journal, or nobody removes it.</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    /// <param name="maximumMessages">How many messages it may hold.</param>
    /// <param name="messageBytes">How long each may be.</param>
    /// <returns>The descriptor, or −1: EMFILE where RLIMIT_MSGQUEUE leaves this user no room for it, EINVAL above a limit of /proc/sys/fs/mqueue.</returns>
    public Value CreateQueue(string name, long maximumMessages, long messageBytes)
    {
        var attributes = new Mqueue.Attributes { MaximumMessages = maximumMessages, MessageBytes = messageBytes };
        var offset = Offset(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref attributes, 1)));
        return CallStep("mq_open", $"mq_open(\"{name}\", O_RDWR|O_CREAT|O_EXCL, 0600, {{ {maximumMessages} × {messageBytes} bytes }})", [Argument.At(Text(name)), Unistd.O_RDWR | Unistd.O_CREAT | Unistd.O_EXCL, QueueMode, Argument.At(offset)]);
    }

    /// <summary>Removes the name of a POSIX message queue: mq_unlink(3). The queue goes when nobody has it open any more.</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    public Value UnlinkQueue(string name) => CallStep("mq_unlink", $"mq_unlink(\"{name}\")", [Argument.At(Text(name))]);

    /// <summary>Asks for a signal when a message comes into the queue while it is empty and nobody waits for one: mq_notify(3). It comes once; then one has to ask again.</summary>
    /// <param name="queue">What <see cref="OpenQueue"/> returned.</param>
    /// <param name="signal">Which signal; its si_code is SI_MESGQ.</param>
    /// <returns>0; or −1 with EBUSY where a process is to be told already.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/mq_notify.3.html"/>
    public Value NotifyQueue(Operand queue, Signal signal)
    {
        var request = new byte[SignalEventBytes];
        MemoryMarshal.Write(request.AsSpan(sizeof(long)), (int)signal);
        return CallStep("mq_notify", $"mq_notify({{0}}, {{ SIGEV_SIGNAL, {signal} }})", [queue, Argument.At(Offset(request))]);
    }

    /// <summary>Puts a message into a POSIX queue, and waits while it is full: mq_send(3).</summary>
    /// <param name="queue">What <see cref="OpenQueue"/> returned.</param>
    /// <param name="text">The message.</param>
    /// <param name="priority">Its priority.</param>
    public Value SendTo(Operand queue, string text, int priority = 0)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return CallStep("mq_send", $"mq_send({{0}}, \"{text}\", {{2}}, {{3}})", [queue, Argument.At(Text(text)), bytes.Length, priority]);
    }

    /// <summary>Takes a message out of a POSIX queue, and waits while there is none: mq_receive(3). The text appears in the trace.</summary>
    /// <param name="queue">What <see cref="OpenQueue"/> returned.</param>
    /// <param name="bufferBytes">The buffer's size: at least as much as a message may have.</param>
    /// <returns>The bytes of the message, or −1.</returns>
    public Value ReceiveFrom(Operand queue, int bufferBytes = 128) =>
        CallStep("mq_receive", "mq_receive({0}, {bytes}, {2}, NULL)", [queue, Argument.At(Offset(new byte[bufferBytes])), bufferBytes, 0], intResult: false, keepBytes: true);

    /// <summary>Puts a message into a System V queue, and waits while it is full: msgsnd(2).</summary>
    /// <param name="id">The queue's identifier.</param>
    /// <param name="type">The message's type: 1 or more.</param>
    /// <param name="text">Its text.</param>
    public Value SendMessage(Operand id, long type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var message = new byte[MessageTypeBytes + bytes.Length];
        MemoryMarshal.Write(message, type);
        bytes.CopyTo(message, MessageTypeBytes);
        return CallStep("msgsnd", $"msgsnd({{0}}, {{ {type}, \"{(text.Length > LongestShown ? text[..LongestShown].TrimEnd() + "…" : text)}\" }}, {{2}}, 0)", [id, Argument.At(Offset(message)), bytes.Length, 0]);
    }

    /// <summary>Takes a message out of a System V queue, and waits while there is none: msgrcv(2).</summary>
    /// <param name="id">The queue's identifier.</param>
    /// <param name="textBytes">The most that its text may have; one with more is left there, and the call fails with E2BIG.</param>
    /// <param name="type">0 for the oldest; a positive type for the oldest of this type; −n for the oldest of the lowest type up to n.</param>
    /// <returns>The bytes of its text, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/msgrcv.2.html"/>
    public Value ReceiveMessage(Operand id, int textBytes = 120, long type = 0) =>
        CallStep("msgrcv", $"msgrcv({{0}}, &message, {{2}}, {type}, 0)", [id, Argument.At(Offset(new byte[MessageTypeBytes + textBytes])), textBytes, new Argument(type), 0], intResult: false);
}
