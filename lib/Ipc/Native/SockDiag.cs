using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Ipc.Sockets;
using Tmds.Linux;

namespace Ipc.Native;

/// <summary>linux/unix_diag.h: which Unix socket is connected to which. /proc/net/unix lists the sockets and their names, and does not tell that.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sock_diag.7.html"/>
internal static class SockDiag
{
    private const int AF_NETLINK = 16, SOCK_RAW = 3, SOCK_CLOEXEC = 0x80000, NETLINK_SOCK_DIAG = 4;
    private const ushort SOCK_DIAG_BY_FAMILY = 20, NLM_F_REQUEST_DUMP = 0x301, NLMSG_DONE = 3, NLMSG_ERROR = 2, UNIX_DIAG_NAME = 0, UNIX_DIAG_PEER = 2, UNIX_DIAG_WAITING = 3, UNIX_DIAG_QUEUES = 4;
    private const int HeaderBytes = 16, RequestBytes = 24, MessageBytes = 16, AttributeHeaderBytes = 4;
    private const uint UDIAG_SHOW_NAME = 1, UDIAG_SHOW_PEER = 4, UDIAG_SHOW_WAITING = 8, UDIAG_SHOW_QUEUES = 16;
    private const byte AF_UNIX = 1, TCP_LISTEN = 10;

    /// <summary>The Unix sockets of this network namespace by their inodes; empty where the kernel does not tell.</summary>
    internal static unsafe IReadOnlyDictionary<long, SocketEntry> UnixSockets()
    {
        var sockets = new Dictionary<long, SocketEntry>();
        var number = LibC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
        if (number < 0)
        {
            return sockets;
        }

        using var socket = new FileDescriptor(number, "netlink socket");
        Span<byte> request = stackalloc byte[HeaderBytes + RequestBytes];
        request.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(request, request.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(request[4..], SOCK_DIAG_BY_FAMILY);
        BinaryPrimitives.WriteUInt16LittleEndian(request[6..], NLM_F_REQUEST_DUMP);
        request[HeaderBytes] = AF_UNIX;
        BinaryPrimitives.WriteUInt32LittleEndian(request[(HeaderBytes + 4)..], uint.MaxValue); // every state
        BinaryPrimitives.WriteUInt32LittleEndian(request[(HeaderBytes + 12)..], UDIAG_SHOW_NAME | UDIAG_SHOW_PEER | UDIAG_SHOW_WAITING | UDIAG_SHOW_QUEUES);
        if (Unistd.Write(number, ref MemoryMarshal.GetReference(request), request.Length) != request.Length)
        {
            return sockets;
        }

        var buffer = new byte[1 << 16];
        while (Unistd.Read(number, ref buffer[0], buffer.Length) is var got and > 0)
        {
            if (!Take(buffer.AsSpan(0, (int)got), sockets))
            {
                break;
            }
        }

        return sockets;
    }

    /// <returns>Whether there is more to come.</returns>
    private static bool Take(ReadOnlySpan<byte> messages, Dictionary<long, SocketEntry> sockets)
    {
        while (messages.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(messages);
            if (BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]) is NLMSG_DONE or NLMSG_ERROR || length < HeaderBytes + MessageBytes || length > messages.Length)
            {
                return false;
            }

            var listens = messages[HeaderBytes + 2] == TCP_LISTEN;
            var socket = new SocketEntry(BinaryPrimitives.ReadUInt32LittleEndian(messages[(HeaderBytes + 4)..]), 0, "", (SocketKind)messages[HeaderBytes + 1]);
            for (var attributes = messages[(HeaderBytes + MessageBytes)..length]; attributes.Length >= AttributeHeaderBytes;)
            {
                var size = Math.Clamp((int)BinaryPrimitives.ReadUInt16LittleEndian(attributes), AttributeHeaderBytes, attributes.Length);
                var value = attributes[AttributeHeaderBytes..size];
                socket = BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) switch
                {
                    UNIX_DIAG_PEER when value.Length >= sizeof(uint) => socket with { Peer = BinaryPrimitives.ReadUInt32LittleEndian(value) },
                    UNIX_DIAG_NAME when value.Length > 0 => socket with { Name = NameOf(value) },
                    UNIX_DIAG_QUEUES when listens && value.Length >= 2 * sizeof(uint) => socket with { Backlog = BinaryPrimitives.ReadInt32LittleEndian(value[sizeof(uint)..]) },
                    UNIX_DIAG_WAITING => socket with { Waiting = [.. MemoryMarshal.Cast<byte, uint>(value).ToArray().Select(inode => (long)inode)] },
                    _ => socket,
                };
                attributes = attributes[Math.Min(attributes.Length, Aligned(size))..];
            }

            sockets[socket.Inode] = socket;

            messages = messages[Math.Min(messages.Length, Aligned(length))..];
        }

        return true;
    }

    private static string NameOf(ReadOnlySpan<byte> name) => name[0] == 0
        ? $"@{Encoding.UTF8.GetString(name[1..])}"
        : Encoding.UTF8.GetString(name[..(name.IndexOf((byte)0) is var end and >= 0 ? end : name.Length)]);

    private static int Aligned(int bytes) => (bytes + 3) & ~3;
}
