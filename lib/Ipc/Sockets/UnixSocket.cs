using System.Text;
using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>A Unix socket of this process. Disposing closes it; the file of its name stays until <see cref="SocketName"/> goes.</summary>
/// <remarks>A child inherits it where its program names it.</remarks>
/// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
public sealed class UnixSocket : IDisposable
{
    private UnixSocket(SocketKind kind, FileDescriptor descriptor)
    {
        Kind = kind;
        Descriptor = descriptor;
    }

    /// <summary>Its type.</summary>
    public SocketKind Kind { get; }

    /// <summary>The descriptor that this process has of it.</summary>
    public FileDescriptor Descriptor { get; }

    /// <summary>Who connected, listened or made the pair at the other end: SO_PEERCRED.</summary>
    /// <exception cref="PosixException">ENOTCONN: there is no other end.</exception>
    public Peer Peer
    {
        get
        {
            var words = new int[SysSocket.CredentialsBytes / sizeof(int)];
            var length = SysSocket.CredentialsBytes;
            Checked("getsockopt", () => SysSocket.GetOption(Descriptor.Number, SysSocket.SOL_SOCKET, SysSocket.SO_PEERCRED, ref words[0], ref length));

            // Where nobody is known, the kernel says so with pid 0 and ids of −1, and no error.
            return words[0] == 0 ? throw new PosixException("getsockopt", Errno.ENOTCONN, Descriptor.Name) : new Peer(words[0], words[1], words[2]);
        }
    }

    /// <summary>How much may wait to be received of what was sent from here, in bytes of the kernel's memory, which is more than the messages: SO_SNDBUF.</summary>
    /// <exception cref="PosixException">The socket is closed.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/socket.7.html"/>
    public int SendBufferBytes
    {
        get
        {
            var (value, length) = (0, sizeof(int));
            Checked("getsockopt", () => SysSocket.GetOption(Descriptor.Number, SysSocket.SOL_SOCKET, SysSocket.SO_SNDBUF, ref value, ref length));
            return value;
        }

        // The kernel keeps twice what it is told, for what it needs itself.
        set
        {
            var half = value / 2;
            Checked("setsockopt", () => SysSocket.SetOption(Descriptor.Number, SysSocket.SOL_SOCKET, SysSocket.SO_SNDBUF, ref half, sizeof(int)));
        }
    }

    /// <summary>Makes a socket: socket(2).</summary>
    /// <param name="kind">Its type.</param>
    /// <param name="nonBlocking">SOCK_NONBLOCK: what would wait fails with EAGAIN.</param>
    /// <exception cref="PosixException">EMFILE or ENFILE: too many descriptors.</exception>
    public static UnixSocket Create(SocketKind kind = SocketKind.Stream, bool nonBlocking = false) =>
        new(kind, new FileDescriptor((int)Unistd.Checked("socket", $"{kind}", () => SysSocket.Create(SysSocket.AF_UNIX, Type(kind, nonBlocking), 0)), $"{Words(kind)} socket"));

    /// <summary>Makes two sockets that are connected to each other and have no name: socketpair(2).</summary>
    /// <param name="kind">Their type.</param>
    /// <param name="nonBlocking">SOCK_NONBLOCK: what would wait fails with EAGAIN.</param>
    /// <exception cref="PosixException">EMFILE or ENFILE: too many descriptors.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/socketpair.2.html"/>
    public static (UnixSocket First, UnixSocket Second) Pair(SocketKind kind = SocketKind.Stream, bool nonBlocking = false)
    {
        var ends = new int[2];
        Unistd.Checked("socketpair", $"{kind}", () => SysSocket.CreatePair(SysSocket.AF_UNIX, Type(kind, nonBlocking), 0, ends));
        return (new(kind, new FileDescriptor(ends[0], $"first {Words(kind)} socket")), new(kind, new FileDescriptor(ends[1], $"second {Words(kind)} socket")));
    }

    /// <summary>Makes a socket with a name; of the stream and the sequenced-packet kind others can connect to it at once: bind(2), listen(2).</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">Its type.</param>
    /// <param name="backlog">How many connections may wait to be accepted; the kernel takes one more.</param>
    /// <exception cref="PosixException">EADDRINUSE: the name is taken, or its file is left from before.</exception>
    public static UnixSocket At(SocketName name, SocketKind kind = SocketKind.Stream, int backlog = 128)
    {
        var socket = Create(kind);
        try
        {
            socket.Bind(name);
            if (kind != SocketKind.Datagram)
            {
                socket.Checked("listen", () => SysSocket.Listen(socket.Descriptor.Number, backlog));
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Gives it a name: bind(2). A path becomes a file.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="PosixException">EADDRINUSE: the name is taken, or its file is left from before.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/bind.2.html"/>
    public void Bind(SocketName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Unistd.Checked("bind", name.Name, () => SysSocket.Bind(Descriptor.Number, ref name.Address[0], name.Address.Length));
    }

    /// <summary>Connects to the socket that has a name: connect(2).</summary>
    /// <param name="name">The other's name.</param>
    /// <exception cref="PosixException">ENOENT: no such file. ECONNREFUSED: nobody listens. EAGAIN: the backlog is full, and the socket non-blocking. EPROTOTYPE: it is of another kind.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/connect.2.html"/>
    public void Connect(SocketName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Unistd.Checked("connect", name.Name, () => SysSocket.Connect(Descriptor.Number, ref name.Address[0], name.Address.Length));
    }

    /// <summary>Takes the oldest connection that waits, and waits while there is none: accept4(2).</summary>
    /// <exception cref="PosixException">EINVAL: it does not listen. EAGAIN: nobody waits, and the socket is non-blocking.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/accept.2.html"/>
    public UnixSocket Accept() =>
        new(Kind, new FileDescriptor((int)Unistd.Checked("accept4", Descriptor.Name, () => SysSocket.Accept(Descriptor.Number, 0, 0, SysSocket.SOCK_CLOEXEC)), $"accepted {Words(Kind)} socket"));

    /// <summary>Sends text over a connection in one call, without SIGPIPE: send(2) with MSG_NOSIGNAL.</summary>
    /// <param name="text">The text, sent as UTF-8.</param>
    /// <returns>The bytes sent.</returns>
    /// <exception cref="PosixException">EPIPE: the other side is gone. EMSGSIZE: the message is too long. EAGAIN: no room, and the socket is non-blocking.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/send.2.html"/>
    public int Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes over a connection in one call, without SIGPIPE: send(2) with MSG_NOSIGNAL.</summary>
    /// <param name="bytes">The bytes; of a datagram socket they may be none.</param>
    /// <returns>The bytes sent.</returns>
    /// <exception cref="PosixException">As with text.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/send.2.html"/>
    public int Send(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var buffer = bytes.Length == 0 ? [0] : bytes;
        return (int)Checked("send", () => SysSocket.Send(Descriptor.Number, ref buffer[0], bytes.Length, (int)MessageFlags.NoSignal));
    }

    /// <summary>Receives what is there, and waits while there is nothing: recv(2).</summary>
    /// <param name="bufferBytes">The most to receive, in bytes (1 or more).</param>
    /// <returns>The bytes; none at the end of a connection.</returns>
    /// <exception cref="PosixException">ECONNRESET: the other side closed without having read everything. EAGAIN: nothing is there, and the socket is non-blocking.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/recv.2.html"/>
    public byte[] Receive(int bufferBytes = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        var buffer = new byte[bufferBytes];
        var got = (int)Checked("recv", () => SysSocket.Receive(Descriptor.Number, ref buffer[0], buffer.Length, 0));
        return buffer[..got];
    }

    /// <summary>Closes one half of the connection, or both: shutdown(2).</summary>
    /// <param name="end">Which half.</param>
    /// <exception cref="PosixException">ENOTCONN: there is no connection.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/shutdown.2.html"/>
    public void Shutdown(ShutdownEnd end) => Checked("shutdown", () => SysSocket.Shutdown(Descriptor.Number, (int)end));

    /// <inheritdoc/>
    public void Dispose() => Descriptor.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Descriptor}";

    /// <summary>A kind as its constant is called in the manual.</summary>
    internal static string Words(SocketKind kind) => kind switch
    {
        SocketKind.Stream => "stream",
        SocketKind.Datagram => "datagram",
        _ => "seqpacket",
    };

    private static int Type(SocketKind kind, bool nonBlocking) => (int)kind | SysSocket.SOCK_CLOEXEC | (nonBlocking ? SysSocket.SOCK_NONBLOCK : 0);

    private long Checked(string call, Func<nint> attempt) => Unistd.Checked(call, Descriptor.Name, attempt);
}
