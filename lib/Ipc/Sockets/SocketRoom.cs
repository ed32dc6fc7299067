using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Sockets;

/// <summary>How much goes into a socket that nobody receives from.</summary>
/// <param name="Kind">The type of the sockets.</param>
/// <param name="Way">How the sender reaches the receiver: "pair", or "name" for a socket with a name that answers to nobody in particular.</param>
/// <param name="MessageBytes">How much each call was to send.</param>
/// <param name="Messages">How many calls succeeded.</param>
/// <param name="Bytes">What they sent.</param>
/// <param name="Then">What the next call came to: EAGAIN says that a blocking one would wait.</param>
public sealed record SocketRoom(
    SocketKind Kind,
    string Way,
    [property: Column("message", Unit = "bytes")] int MessageBytes,
    [property: Column("calls")] int Messages,
    [property: Column("sent", Unit = "bytes")] long Bytes,
    Errno Then) : IObservation
{
    private static readonly int[] Sizes = [1, 4096, 4 << 20];

    /// <summary>How many messages a receiver with a name keeps before it takes one more and no further: /proc/sys/net/unix/max_dgram_qlen.</summary>
    /// <exception cref="PosixException">It cannot be read.</exception>
    public static int LongestQueue => int.Parse(ProcFile.ReadText("/proc/sys/net/unix/max_dgram_qlen"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Fills a pair of each kind, and a datagram socket with a name, with messages of several lengths.</summary>
    /// <exception cref="PosixException">Too many descriptors are open.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<SocketRoom> ObserveAll() =>
        [.. Sizes.SelectMany(bytes => Enum.GetValues<SocketKind>().Select(kind => Pair(kind, bytes)).Append(Named(bytes)))];

    private static SocketRoom Pair(SocketKind kind, int bytes)
    {
        var (first, second) = UnixSocket.Pair(kind, nonBlocking: true);
        using (first)
        using (second)
        {
            return Fill(first, "pair", bytes);
        }
    }

    private static SocketRoom Named(int bytes)
    {
        using var name = SocketName.Abstract();
        using var receiver = UnixSocket.At(name, SocketKind.Datagram);
        using var sender = UnixSocket.Create(SocketKind.Datagram, nonBlocking: true);
        sender.Connect(name);
        return Fill(sender, "name", bytes);
    }

    private static SocketRoom Fill(UnixSocket socket, string way, int bytes)
    {
        var message = new byte[bytes];
        var (calls, sent) = (0, 0L);
        Errno? failure;
        while ((failure = SocketCall.Failure(() => sent += socket.Send(message))) is null)
        {
            calls++;
        }

        return new(socket.Kind, way, bytes, calls, sent, failure.Value);
    }
}
