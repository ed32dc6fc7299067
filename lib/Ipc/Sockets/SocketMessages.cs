using System.Text;
using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>What a receiver gets of messages that were sent before, by the kind of the socket.</summary>
/// <param name="Kind">The type of the two sockets.</param>
/// <param name="Sent">What was sent, one call each.</param>
/// <param name="Received">What each receiving brought, with a buffer that holds it all.</param>
/// <param name="SmallBuffer">What each receiving brought of the same, with a buffer of three bytes.</param>
public sealed record SocketMessages(
    SocketKind Kind,
    string Sent,
    string Received,
    [property: Column("received, 3 bytes at a time")] string SmallBuffer) : IObservation
{
    private static readonly string[] Messages = ["one", "two", "three"];

    /// <summary>Whether each receiving brought one message.</summary>
    [Column("boundaries kept")]
    public bool AreKept => Received == Sent;

    /// <summary>Sends three messages over a pair of each kind, and receives what is there.</summary>
    /// <exception cref="PosixException">Too many descriptors are open.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/socket.2.html"/>
    public static IReadOnlyList<SocketMessages> ObserveAll() =>
        [.. Enum.GetValues<SocketKind>().Select(kind => new SocketMessages(kind, string.Join(" | ", Messages), Receive(kind, 100), Receive(kind, 3)))];

    private static string Receive(SocketKind kind, int bufferBytes)
    {
        var (first, second) = UnixSocket.Pair(kind, nonBlocking: true);
        using (first)
        using (second)
        {
            foreach (var message in Messages)
            {
                first.Send(message);
            }

            var received = new List<string>();
            while (SocketCall.Try(() => second.Receive(bufferBytes)) is { } bytes)
            {
                received.Add(Encoding.UTF8.GetString(bytes));
            }

            return string.Join(" | ", received);
        }
    }
}
