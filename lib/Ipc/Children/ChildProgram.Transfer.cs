using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Transfers between an address of the child and a descriptor or queue: for messages whose length or place the child itself decides.</content>
public sealed partial class ChildProgram
{
    private const string AddressAndBytes = "({0}, 0x{1:x}, {2}";

    /// <summary>Reads once, to an address: read(2).</summary>
    /// <param name="descriptor">Where from.</param>
    /// <param name="address">Where to.</param>
    /// <param name="bytes">The most to read.</param>
    /// <returns>The bytes read, which may be fewer; 0 at end of file; −1 for an error.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/read.2.html"/>
    public Value ReadTo(Operand descriptor, Operand address, Operand bytes)
    {
        RequireOpen(descriptor, "read");
        return Transfer("read", "read_to", $"read{AddressAndBytes})", descriptor, address, bytes);
    }

    /// <summary>Writes once, from an address: write(2).</summary>
    /// <param name="descriptor">Where to.</param>
    /// <param name="address">Where from.</param>
    /// <param name="bytes">How many bytes.</param>
    /// <returns>The bytes written, which may be fewer; −1 for an error.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/write.2.html"/>
    public Value WriteFrom(Operand descriptor, Operand address, Operand bytes)
    {
        RequireOpen(descriptor, "write");
        return Transfer("write", "write_from", $"write{AddressAndBytes})", descriptor, address, bytes);
    }

    /// <summary>Puts the bytes at an address into a POSIX queue, with priority 0, and waits while it is full: mq_send(3).</summary>
    /// <param name="queue">What <see cref="OpenQueue"/> returned.</param>
    /// <param name="address">Where the message is.</param>
    /// <param name="bytes">Its length.</param>
    /// <returns>0; or −1: EMSGSIZE where it is longer than the queue takes.</returns>
    public Value SendFrom(Operand queue, Operand address, Operand bytes) =>
        Transfer("mq_send", "mq_send_from", $"mq_send{AddressAndBytes}, 0)", queue, address, bytes, Instruction.Flag.IntResult);

    /// <summary>Takes a message out of a POSIX queue to an address, and waits while there is none: mq_receive(3).</summary>
    /// <param name="queue">What <see cref="OpenQueue"/> returned.</param>
    /// <param name="address">Where to.</param>
    /// <param name="bytes">The room there: at least as much as a message of this queue may have.</param>
    /// <returns>The bytes of the message, or −1.</returns>
    public Value ReceiveTo(Operand queue, Operand address, Operand bytes) =>
        Transfer("mq_receive", "mq_receive_to", $"mq_receive{AddressAndBytes}, NULL)", queue, address, bytes);

    /// <summary>Puts the message at an address into a System V queue, and waits while it is full: msgsnd(2).</summary>
    /// <param name="id">The queue's identifier.</param>
    /// <param name="address">Where the message is: a word with its type, which is 1 or more, and then its text.</param>
    /// <param name="textBytes">The length of its text.</param>
    /// <returns>0, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/msgsnd.2.html"/>
    public Value SendMessageFrom(Operand id, Operand address, Operand textBytes) =>
        Transfer("msgsnd", "msgsnd_from", $"msgsnd{AddressAndBytes}, 0)", id, address, textBytes, Instruction.Flag.IntResult);

    /// <summary>Takes the oldest message out of a System V queue to an address, and waits while there is none: msgrcv(2).</summary>
    /// <param name="id">The queue's identifier.</param>
    /// <param name="address">Where to: its type becomes the first word there, and its text follows.</param>
    /// <param name="textBytes">The most that its text may have.</param>
    /// <returns>The bytes of its text, or −1.</returns>
    public Value ReceiveMessageTo(Operand id, Operand address, Operand textBytes) =>
        Transfer("msgrcv", "msgrcv_to", $"msgrcv{AddressAndBytes}, 0, 0)", id, address, textBytes);

    /// <summary>Gives pages of the caller to a pipe, without a copy: vmsplice(2). The caller must not write to them until they have been read.</summary>
    /// <param name="descriptor">The pipe's end for writing.</param>
    /// <param name="vector">The address of a struct iovec: a word with the address of the bytes, and one with their number.</param>
    /// <returns>The bytes that the pipe took, which may be fewer; −1 for an error.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/vmsplice.2.html"/>
    public Value VmSplice(Operand descriptor, Operand vector)
    {
        RequireOpen(descriptor, "vmsplice");
        return CallStep("vmsplice", "vmsplice({0}, 0x{1:x}, 1, 0)", [descriptor, vector, 1, 0], intResult: false);
    }

    /// <summary>Makes a counter behind a descriptor: eventfd(2). A write adds a word to it; a read takes all of it, and waits while it is 0.</summary>
    /// <param name="count">Where it stands at first.</param>
    /// <param name="semaphore">EFD_SEMAPHORE: a read takes 1 of it, whatever it stands at.</param>
    /// <returns>The descriptor, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/eventfd.2.html"/>
    public Value CreateEventFd(int count = 0, bool semaphore = false) =>
        CallStep("eventfd", $"eventfd({count}, {(semaphore ? nameof(EventFd.EFD_SEMAPHORE) : "0")})", [count, semaphore ? EventFd.EFD_SEMAPHORE : 0]);

    /// <summary>Waits until one of the signals is pending, takes it, and tells the word that came with it: sigwaitinfo(2).</summary>
    /// <param name="signals">Which; they should be blocked.</param>
    /// <returns>What <see cref="SigQueue"/> sent: si_value. Of a signal that was sent without a word it means nothing.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/sigwaitinfo.2.html"/>
    public Value SigWaitWord(params Signal[] signals)
    {
        const int SigInfoBytes = 128, ValueOffset = 24;
        var information = Offset(new byte[SigInfoBytes]);
        CallStep("sigwaitinfo", $"sigwaitinfo({string.Join(", ", signals)}, &info)", [Argument.At(Offset(Set(signals))), Argument.At(information)]);
        return Emit(Op.Load, [Argument.At(information + ValueOffset)]);
    }

    private Value Transfer(string function, string name, string template, Operand from, Operand address, Operand bytes, Instruction.Flag flags = 0, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Emit(Op.Call, [from, address, bytes], Libc.Address(function), flags, new StepDescription(name, template), method: method);
}
