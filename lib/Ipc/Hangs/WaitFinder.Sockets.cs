using System.Globalization;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <content>Sockets and their peers.</content>
internal sealed partial class WaitFinder
{
    private const int LocalColumn = 1, RemoteColumn = 2, InodeColumn = 9; // of /proc/net/tcp

    private readonly Lazy<IReadOnlyDictionary<long, Sockets.SocketEntry>> unixSockets = new(SockDiag.UnixSockets);

    private static bool IsSocket(string target) => target.StartsWith("socket:[", StringComparison.Ordinal);

    private Wait? Socket(int pid, BlockedCall call)
    {
        if (TargetOf(pid, call.Fd) is not { } socket || !IsSocket(socket))
        {
            return new(WaitKind.Other, $"the end of {call.Text}", []);
        }

        var number = Number(socket);
        if (call.Name is "accept" or "accept4")
        {
            return new(WaitKind.SocketPeer, $"a process that connects to socket {number}", []);
        }

        var peer = PeerOf(long.Parse(number, CultureInfo.InvariantCulture));
        var sends = call.Name is "write" or "writev" or "sendto" or "sendmsg";
        var enders = peer is { } inode
            ? holders.Of($"socket:[{inode}]").Select(holder => Ender(holder.Process, holder.Descriptor, sends ? "receive" : $"send, or close descriptor {holder.Descriptor.Number}"))
            : [];
        return new(
            WaitKind.SocketPeer,
            call.Name == "connect" ? $"an answer to connect on socket {number}"
            : $"{(sends ? "its peer to take what was sent" : "data")} on socket {number}{(peer is { } other ? $", whose peer is socket {other}" : "")}",
            [.. enders]);
    }

    private long? PeerOf(long inode) => unixSockets.Value.TryGetValue(inode, out var socket) && socket.Peer != 0 ? socket.Peer : TcpPeerOf(inode);

    /// <summary>The other end of a TCP connection within this machine: the socket with the two addresses the other way round.</summary>
    private static long? TcpPeerOf(long inode)
    {
        var text = inode.ToString(CultureInfo.InvariantCulture);
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            var rows = (ProcFile.TryReadText(table) ?? "").Split('\n').Skip(1)
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length > InodeColumn)
                .ToList();
            if (rows.Find(row => row[InodeColumn] == text) is { } own
                && rows.Find(row => row[LocalColumn] == own[RemoteColumn] && row[RemoteColumn] == own[LocalColumn]) is { } other)
            {
                return long.Parse(other[InodeColumn], CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
