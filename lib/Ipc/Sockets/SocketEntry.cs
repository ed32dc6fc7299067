namespace Ipc.Sockets;

/// <summary>A Unix socket as the kernel lists it: which other one it is connected to, and its name.</summary>
/// <param name="Inode">Its inode, by which /proc names it: "socket:[4711]".</param>
/// <param name="Peer">The inode of the socket at the other end; 0 where there is none.</param>
/// <param name="Name">Its path, or its abstract name behind an @; empty where it has none.</param>
/// <param name="Kind">Its type.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/sock_diag.7.html"/>
public sealed record SocketEntry(long Inode, long Peer, string Name, SocketKind Kind) : IObservation
{
    /// <summary>How many may wait to be accepted, where it listens; <c>null</c> where it does not.</summary>
    public int? Backlog { get; init; }

    /// <summary>The inodes of the sockets that have connected to it and were not accepted yet.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<long> Waiting { get; init; } = [];
}
