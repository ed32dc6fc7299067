namespace Ipc.Sockets;

/// <summary>The type of a socket: what it keeps of the boundaries between messages, and whether it is connected.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/socket.2.html"/>
public enum SocketKind
{
    /// <summary>SOCK_STREAM: bytes in order, without boundaries, over a connection.</summary>
    Stream = 1,

    /// <summary>SOCK_DGRAM: messages, each whole and by itself; a receiver may have many senders.</summary>
    Datagram = 2,

    /// <summary>SOCK_SEQPACKET: messages, each whole, in order, over a connection.</summary>
    SequencedPacket = 5,
}
