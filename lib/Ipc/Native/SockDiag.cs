using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Tmds.Linux;

namespace Ipc.Native;

/// <summary>linux/unix_diag.h: which Unix socket is connected to which. /proc/net/unix lists the sockets and does not tell.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sock_diag.7.html"/>
internal static class SockDiag
{
    private const int AF_NETLINK = 16, SOCK_RAW = 3, SOCK_CLOEXEC = 0x80000, NETLINK_SOCK_DIAG = 4;
    private const ushort SOCK_DIAG_BY_FAMILY = 20, NLM_F_REQUEST_DUMP = 0x301, NLMSG_DONE = 3, NLMSG_ERROR = 2, UNIX_DIAG_PEER = 2;
    private const int HeaderBytes = 16, RequestBytes = 24, MessageBytes = 16, AttributeHeaderBytes = 4;
    private const uint UDIAG_SHOW_PEER = 4;
    private const byte AF_UNIX = 1;

    /// <summary>The peer's inode by a Unix socket's inode, for every connected one of this network namespace; empty where the kernel does not tell.</summary>
    internal static unsafe IReadOnlyDictionary<long, long> UnixPeers()
    {
        var peers = new Dictionary<long, long>();
        var number = LibC.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
        if (number < 0)
        {
            return peers;
        }

        using var socket = new FileDescriptor(number, "netlink socket");
        Span<byte> request = stackalloc byte[HeaderBytes + RequestBytes];
        request.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(request, request.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(request[4..], SOCK_DIAG_BY_FAMILY);
        BinaryPrimitives.WriteUInt16LittleEndian(request[6..], NLM_F_REQUEST_DUMP);
        request[HeaderBytes] = AF_UNIX;
        BinaryPrimitives.WriteUInt32LittleEndian(request[(HeaderBytes + 4)..], uint.MaxValue); // every state
        BinaryPrimitives.WriteUInt32LittleEndian(request[(HeaderBytes + 12)..], UDIAG_SHOW_PEER);
        if (Unistd.Write(number, ref MemoryMarshal.GetReference(request), request.Length) != request.Length)
        {
            return peers;
        }

        var buffer = new byte[1 << 16];
        while (Unistd.Read(number, ref buffer[0], buffer.Length) is var got and > 0)
        {
            if (!Take(buffer.AsSpan(0, (int)got), peers))
            {
                break;
            }
        }

        return peers;
    }

    /// <returns>Whether there is more to come.</returns>
    private static bool Take(ReadOnlySpan<byte> messages, Dictionary<long, long> peers)
    {
        while (messages.Length >= HeaderBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(messages);
            if (BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]) is NLMSG_DONE or NLMSG_ERROR || length < HeaderBytes + MessageBytes || length > messages.Length)
            {
                return false;
            }

            var inode = BinaryPrimitives.ReadUInt32LittleEndian(messages[(HeaderBytes + 4)..]);
            for (var attributes = messages[(HeaderBytes + MessageBytes)..length]; attributes.Length >= AttributeHeaderBytes + sizeof(uint);)
            {
                var size = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
                if (BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) == UNIX_DIAG_PEER)
                {
                    peers[inode] = BinaryPrimitives.ReadUInt32LittleEndian(attributes[AttributeHeaderBytes..]);
                }

                attributes = attributes[Math.Min(attributes.Length, Aligned(Math.Max(size, (ushort)AttributeHeaderBytes)))..];
            }

            messages = messages[Math.Min(messages.Length, Aligned(length))..];
        }

        return true;
    }

    private static int Aligned(int bytes) => (bytes + 3) & ~3;
}
