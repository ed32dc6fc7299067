using System.Text;
using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.Sockets;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <content>Unix sockets: making, naming and connecting them; sending and receiving.</content>
public sealed partial class ChildProgram
{
    private static readonly FlagSet SocketTypes = new("SOCK", (1, "SOCK_STREAM"), (2, "SOCK_DGRAM"), (5, "SOCK_SEQPACKET"));

    /// <summary>Makes a Unix socket: socket(2).</summary>
    /// <param name="kind">Its type.</param>
    /// <param name="nonBlocking">SOCK_NONBLOCK: a call that would wait fails with EAGAIN.</param>
    /// <returns>The descriptor, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public Value Socket(SocketKind kind, bool nonBlocking = false) =>
        CallStep("socket", $"socket(AF_UNIX, {TypeName(kind, nonBlocking)}, 0)", [SysSocket.AF_UNIX, TypeNumber(kind, nonBlocking), 0]);

    /// <summary>Makes two Unix sockets that are connected to each other: socketpair(2).</summary>
    /// <param name="kind">Their type.</param>
    /// <param name="nonBlocking">SOCK_NONBLOCK: a call that would wait fails with EAGAIN.</param>
    /// <returns>The two descriptors; meaningless where the call failed.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/socketpair.2.html"/>
    public SocketEnds SocketPair(SocketKind kind, bool nonBlocking = false)
    {
        var ends = Offset(new byte[sizeof(long)]);
        var result = CallStep(
            "socketpair",
            $"socketpair(AF_UNIX, {TypeName(kind, nonBlocking)}, 0, fds)",
            [SysSocket.AF_UNIX, TypeNumber(kind, nonBlocking), 0, Argument.At(ends)],
            Instruction.Flag.IntResult | Instruction.Flag.KeepPair | Instruction.Flag.ThirdArgument);
        return new SocketEnds(result, IntAt(ends), IntAt(ends + sizeof(int)));
    }

    /// <summary>Gives a socket its name: bind(2). A path becomes a file, which must not be there yet.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="name">The name.</param>
    /// <returns>0, or −1: EADDRINUSE where the name is taken, by a socket file that nobody listens at as well.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/bind.2.html"/>
    public Value Bind(Operand socket, SocketName name) => AddressStep("bind", socket, name);

    /// <summary>Lets others connect to a socket that has a name: listen(2).</summary>
    /// <param name="socket">A stream or sequenced-packet socket.</param>
    /// <param name="backlog">How many connections may wait to be accepted; the kernel takes one more.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/listen.2.html"/>
    public Value Listen(Operand socket, int backlog = 128) => CallStep("listen", "listen({0}, {1})", [socket, backlog]);

    /// <summary>Takes the oldest connection that waits, and waits while there is none: accept(2).</summary>
    /// <param name="socket">A socket that listens.</param>
    /// <param name="nonBlocking">SOCK_NONBLOCK for the new descriptor; the call is accept4(2) then.</param>
    /// <returns>A descriptor of a new socket, which is the connection; or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/accept.2.html"/>
    public Value Accept(Operand socket, bool nonBlocking = false) => nonBlocking
        ? CallStep("accept4", "accept4({0}, NULL, NULL, SOCK_NONBLOCK)", [socket, 0, 0, SysSocket.SOCK_NONBLOCK])
        : CallStep("accept", "accept({0}, NULL, NULL)", [socket, 0, 0]);

    /// <summary>Connects to a socket by its name: connect(2). It returns before anybody accepts, if there is room in the backlog.</summary>
    /// <param name="socket">The caller's socket; of the datagram kind it only notes where to send.</param>
    /// <param name="name">The other's name.</param>
    /// <returns>0, or −1: ENOENT where there is no such file, ECONNREFUSED where nobody listens, EAGAIN where the backlog is full and the socket is non-blocking.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/connect.2.html"/>
    public Value Connect(Operand socket, SocketName name) => AddressStep("connect", socket, name);

    /// <summary>Sends text over a connection: send(2).</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="text">The text, sent as UTF-8 in one call.</param>
    /// <param name="flags">Such as <see cref="MessageFlags.NoSignal"/>.</param>
    /// <returns>The bytes sent, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/send.2.html"/>
    public Value Send(Operand socket, string text, MessageFlags flags = MessageFlags.None) => Send(socket, Encoding.UTF8.GetBytes(text), flags);

    /// <summary>Sends bytes over a connection: send(2).</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="flags">Such as <see cref="MessageFlags.NoSignal"/>.</param>
    /// <returns>The bytes sent, or −1: EPIPE where the other side is gone, and unless NoSignal says otherwise a SIGPIPE with it.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/send.2.html"/>
    public Value Send(Operand socket, byte[] bytes, MessageFlags flags = MessageFlags.None)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        RequireOpen(socket, "send");
        return CallStep("send", $"send({{0}}, {{bytes}}, {{2}}, {Names(flags)})", [socket, Argument.At(Offset(bytes)), bytes.Length, (int)flags], Instruction.Flag.KeepBytes);
    }

    /// <summary>Sends a message to a socket by its name, without a connection: sendto(2).</summary>
    /// <param name="socket">The caller's datagram socket.</param>
    /// <param name="name">The receiver's name.</param>
    /// <param name="text">The text, sent as UTF-8.</param>
    /// <returns>The bytes sent, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/send.2.html"/>
    public Value SendTo(Operand socket, SocketName name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        var bytes = Encoding.UTF8.GetBytes(text);
        return CallStep("sendto", $"sendto({{0}}, {{bytes}}, {{2}}, 0, \"{name.Name}\")", [socket, Argument.At(Offset(bytes)), bytes.Length, 0, Argument.At(Offset(name.Address)), name.Address.Length], Instruction.Flag.KeepBytes);
    }

    /// <summary>Receives what is there, and waits while there is nothing: recv(2). The bytes appear in the trace.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="bufferBytes">The most to receive. Of a longer message the rest is lost; of a stream it stays.</param>
    /// <param name="flags">Such as <see cref="MessageFlags.DontWait"/>.</param>
    /// <returns>The bytes received; 0 at the end of a connection, and for an empty message; −1 for an error.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/recv.2.html"/>
    public Value Receive(Operand socket, int bufferBytes = 4096, MessageFlags flags = MessageFlags.None)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferBytes, 1 << 20);
        RequireOpen(socket, "recv");
        return CallStep("recv", $"recv({{0}}, {{bytes}}, {{2}}, {Names(flags)})", [socket, Argument.At(Offset(new byte[bufferBytes])), bufferBytes, (int)flags], Instruction.Flag.KeepBytes);
    }

    /// <summary>Closes one half of a connection, or both, for all who have the socket; the descriptor stays open: shutdown(2).</summary>
    /// <param name="socket">A connected socket.</param>
    /// <param name="end">Which half.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/shutdown.2.html"/>
    public Value Shutdown(Operand socket, ShutdownEnd end) => CallStep("shutdown", $"shutdown({{0}}, {SocketFlags.Ends.Value((long)end)})", [socket, (int)end]);

    internal static string Names(MessageFlags flags) => SocketFlags.Messages.Flags((long)flags);

    private static int TypeNumber(SocketKind kind, bool nonBlocking) => (int)kind | (nonBlocking ? SysSocket.SOCK_NONBLOCK : 0);

    private static string TypeName(SocketKind kind, bool nonBlocking) => SocketTypes.Value((long)kind) + (nonBlocking ? "|SOCK_NONBLOCK" : "");

    private Value AddressStep(string call, Operand socket, SocketName name, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireOpen(socket, call);
        return CallStep(call, $"{call}({{0}}, \"{name.Name}\")", [socket, Argument.At(Offset(name.Address)), name.Address.Length], Instruction.Flag.IntResult, method);
    }
}
