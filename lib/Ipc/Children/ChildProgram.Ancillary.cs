using System.Runtime.InteropServices;
using System.Text;
using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Children;

/// <content>What goes over a Unix socket beside the bytes: descriptors and credentials.</content>
public sealed partial class ChildProgram
{
    /// <summary>Sends text and a copy of a descriptor: sendmsg(2) with SCM_RIGHTS.</summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <param name="descriptor">The descriptor; the receiver gets a number of its own for the same open file description.</param>
    /// <param name="text">The text that it goes with: at least one byte over a stream.</param>
    /// <returns>The bytes sent, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public Value SendDescriptor(Operand socket, Operand descriptor, string text = "x")
    {
        RequireOpen(descriptor, "sendmsg");
        var control = Control(SysSocket.SCM_RIGHTS, new byte[sizeof(int)]);
        Put(control + SysSocket.ControlHeaderBytes, descriptor);
        var (message, buffer, count) = Message(Encoding.UTF8.GetBytes(text), control, sizeof(int));
        return CallStep("sendmsg", "sendmsg({0}, {bytes}, SCM_RIGHTS [{4}])", [socket, Argument.At(message), 0, Argument.At(buffer), descriptor, count], Instruction.Flag.KeepBytes | Instruction.Flag.ThirdArgument);
    }

    /// <summary>Sends text and says who sends it: sendmsg(2) with SCM_CREDENTIALS. The kernel lets nobody but root lie.</summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <param name="pid">The process id.</param>
    /// <param name="uid">The user id.</param>
    /// <param name="gid">The group id.</param>
    /// <param name="text">The text that they go with.</param>
    /// <returns>The bytes sent, or −1: EPERM for an id that the caller does not have.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public Value SendCredentials(Operand socket, Operand pid, int uid, int gid, string text = "x")
    {
        var credentials = new byte[SysSocket.CredentialsBytes];
        MemoryMarshal.Write(credentials.AsSpan(sizeof(int)), uid);
        MemoryMarshal.Write(credentials.AsSpan(2 * sizeof(int)), gid);
        var control = Control(SysSocket.SCM_CREDENTIALS, credentials);
        Put(control + SysSocket.ControlHeaderBytes, pid);
        var (message, buffer, count) = Message(Encoding.UTF8.GetBytes(text), control, SysSocket.CredentialsBytes);
        return CallStep("sendmsg", $"sendmsg({{0}}, {{bytes}}, SCM_CREDENTIALS {{pid={{4}}, uid={uid}, gid={gid}}})", [socket, Argument.At(message), 0, Argument.At(buffer), pid, count], Instruction.Flag.KeepBytes | Instruction.Flag.ThirdArgument);
    }

    /// <summary>Receives bytes and the descriptor that comes along: recvmsg(2).</summary>
    /// <param name="socket">A Unix socket.</param>
    /// <param name="bufferBytes">The most bytes to receive.</param>
    /// <param name="flags">Such as <see cref="MessageFlags.DontWait"/>.</param>
    /// <returns>What came.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/cmsg.3.html"/>
    public ReceivedDescriptor ReceiveDescriptor(Operand socket, int bufferBytes = 64, MessageFlags flags = MessageFlags.None)
    {
        var (message, data, bytes) = ReceiveMessage(socket, bufferBytes, flags, sizeof(int), "SCM_RIGHTS [{extra}]");
        return new ReceivedDescriptor(bytes, IntAt(data), IntAt(message + SysSocket.MessageFlagsPlace));
    }

    /// <summary>Receives bytes and who sent them: recvmsg(2), on a socket that <see cref="PassCredentials"/> was called for.</summary>
    /// <param name="socket">A Unix socket.</param>
    /// <param name="bufferBytes">The most bytes to receive.</param>
    /// <returns>Who sent them: −1 each where that did not come along.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public PeerCredentials ReceiveCredentials(Operand socket, int bufferBytes = 64)
    {
        var (_, data, bytes) = ReceiveMessage(socket, bufferBytes, MessageFlags.None, SysSocket.CredentialsBytes, "SCM_CREDENTIALS {pid={extra}, …}");
        return new PeerCredentials(bytes, IntAt(data), IntAt(data + sizeof(int)), IntAt(data + (2 * sizeof(int))));
    }

    /// <summary>Has the kernel say with each message who sent it: setsockopt(2), SO_PASSCRED.</summary>
    /// <param name="socket">The receiver's socket.</param>
    public Value PassCredentials(Operand socket)
    {
        var on = new byte[sizeof(int)];
        on[0] = 1;
        return CallStep("setsockopt", "setsockopt({0}, SOL_SOCKET, SO_PASSCRED, 1)", [socket, SysSocket.SOL_SOCKET, SysSocket.SO_PASSCRED, Argument.At(Offset(on)), sizeof(int)]);
    }

    /// <summary>Who is at the other end of a connection, as it was when it connected, listened or made the pair: getsockopt(2), SO_PEERCRED.</summary>
    /// <param name="socket">A connected Unix socket.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public PeerCredentials GetPeerCredentials(Operand socket)
    {
        var length = new byte[sizeof(int)];
        length[0] = SysSocket.CredentialsBytes;
        var peer = Offset(new byte[SysSocket.CredentialsBytes]);
        var result = CallStep(
            "getsockopt",
            "getsockopt({0}, SOL_SOCKET, SO_PEERCRED, {pid={first}, uid={second}, …})",
            [socket, SysSocket.SOL_SOCKET, SysSocket.SO_PEERCRED, Argument.At(peer), Argument.At(Offset(length))],
            Instruction.Flag.IntResult | Instruction.Flag.KeepPair | Instruction.Flag.ThirdArgument);
        return new PeerCredentials(result, IntAt(peer), IntAt(peer + sizeof(int)), IntAt(peer + (2 * sizeof(int))));
    }

    private (int Message, int Data, Value Bytes) ReceiveMessage(Operand socket, int bufferBytes, MessageFlags flags, int dataBytes, string shown, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        RequireOpen(socket, "recvmsg");
        var control = Control(0, new byte[dataBytes]);
        var data = control + SysSocket.ControlHeaderBytes;
        var (message, buffer, count) = Message(new byte[bufferBytes], control, dataBytes);

        // The kernel writes how much it used over how much there is, and leaves what it does not use.
        Put(message + SysSocket.MessageControlLength, SysSocket.ControlSpace(dataBytes));
        for (var at = 0; at < dataBytes; at += sizeof(int))
        {
            Put(data + at, -1);
        }

        // The last three words are not recvmsg's: the trace shows by them what came.
        var bytes = CallStep(
            "recvmsg",
            $"recvmsg({{0}}, {{bytes}}, {shown}, {Names(flags)})",
            [socket, Argument.At(message), (int)flags, Argument.At(buffer), Argument.At(data), count],
            Instruction.Flag.KeepBytes | Instruction.Flag.ThirdArgument | Instruction.Flag.KeepInt,
            method);
        return (message, data, bytes);
    }

    /// <summary>A control message: struct cmsghdr and the data that follows it.</summary>
    private int Control(int type, byte[] bytes)
    {
        var control = new byte[SysSocket.ControlSpace(bytes.Length)];
        bytes.CopyTo(control, SysSocket.ControlHeaderBytes);
        MemoryMarshal.Write(control.AsSpan(SysSocket.ControlLength), (long)(SysSocket.ControlHeaderBytes + bytes.Length));
        MemoryMarshal.Write(control.AsSpan(SysSocket.ControlLevel), SysSocket.SOL_SOCKET);
        MemoryMarshal.Write(control.AsSpan(SysSocket.ControlType), type);
        return Offset(control);
    }

    /// <summary>struct msghdr with one struct iovec.</summary>
    private (int Message, int Buffer, int Bytes) Message(byte[] bytes, int control, int dataBytes)
    {
        var buffer = Offset(bytes);
        var ioVector = new byte[2 * sizeof(long)];
        MemoryMarshal.Write(ioVector.AsSpan(sizeof(long)), (long)bytes.Length);
        var ioVectorAt = Offset(ioVector);
        var message = new byte[SysSocket.MessageHeaderBytes];
        MemoryMarshal.Write(message.AsSpan(SysSocket.MessageIoVectorCount), 1L);
        MemoryMarshal.Write(message.AsSpan(SysSocket.MessageControlLength), (long)SysSocket.ControlSpace(dataBytes));
        var messageAt = Offset(message);
        vectors.Add((ioVectorAt, [buffer]));
        vectors.Add((messageAt + SysSocket.MessageIoVector, [ioVectorAt]));
        vectors.Add((messageAt + SysSocket.MessageControl, [control]));
        return (messageAt, buffer, bytes.Length);
    }
}
