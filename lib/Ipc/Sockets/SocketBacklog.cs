using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>How many can connect to a socket from which nobody accepts.</summary>
/// <param name="Backlog">What listen(2) was told.</param>
/// <param name="Connected">How many connect calls succeeded.</param>
/// <param name="Then">What the next one came to: EAGAIN says that a blocking one would wait.</param>
public sealed record SocketBacklog(int Backlog, int Connected, Errno Then) : IObservation
{
    /// <summary>Connects to sockets with several backlogs, without waiting, until it fails.</summary>
    /// <param name="backlogs">The backlogs.</param>
    /// <exception cref="PosixException">Too many descriptors are open.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/listen.2.html"/>
    public static IReadOnlyList<SocketBacklog> Observe(params IReadOnlyList<int> backlogs) => [.. backlogs.Select(Observe)];

    private static SocketBacklog Observe(int backlog)
    {
        using var name = SocketName.Abstract();
        using var listener = UnixSocket.At(name, backlog: backlog);
        var clients = new List<UnixSocket>();
        try
        {
            while (true)
            {
                clients.Add(UnixSocket.Create(nonBlocking: true));
                if (SocketCall.Failure(() => clients[^1].Connect(name)) is { } errno)
                {
                    return new(backlog, clients.Count - 1, errno);
                }
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }
}
