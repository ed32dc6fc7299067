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

        if (Acceptor(long.Parse(number, CultureInfo.InvariantCulture), call) is { } acceptor)
        {
            return new(
                WaitKind.SocketPeer,
                call.Name == "connect" ? $"room among those who wait to be accepted at {acceptor.Name}" : $"data on socket {number}, whose connection to {acceptor.Name} nobody has accepted yet",
                [.. holders.Of($"socket:[{acceptor.Inode}]").Select(holder => Ender(holder.Process, holder.Descriptor, "accept"))]);
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

    /// <summary>The listening socket whose owner would have to accept before this one can go on.</summary>
    private Sockets.SocketEntry? Acceptor(long inode, BlockedCall call)
    {
        var listeners = unixSockets.Value.Values.Where(socket => socket.Backlog is not null);
        return call.Name == "connect"
            ? listeners.FirstOrDefault(socket => socket.Name.Length > 0 && call.Text.Contains($"sun_path={(socket.Name[0] == '@' ? $"@\"{socket.Name[1..]}\"" : $"\"{socket.Name}\"")}", StringComparison.Ordinal))
            : listeners.FirstOrDefault(socket => socket.Waiting.Contains(inode));
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
