using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>What a process sees of a connection after the other side has closed its socket.</summary>
/// <param name="Kind">The type of the two sockets.</param>
/// <param name="Unread">Whether something lay at the other side that it had not received.</param>
/// <param name="Received">What the other had sent before it closed: what the first receiving brings.</param>
/// <param name="Then">What the next receiving brings; EAGAIN says that a blocking one would wait.</param>
/// <param name="After">What the one after that brings.</param>
/// <param name="Send">What sending comes to.</param>
public sealed record GonePeer(
    SocketKind Kind,
    [property: Column("it left something unread")] bool Unread,
    [property: Column("first recv")] string Received,
    [property: Column("second")] string Then,
    [property: Column("third")] string After,
    string Send) : IObservation
{
    /// <summary>Lets one side send "bye" and close, for each kind, with and without something unread.</summary>
    /// <exception cref="PosixException">Too many descriptors are open.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<GonePeer> ObserveAll() =>
        [.. Enum.GetValues<SocketKind>().SelectMany(kind => new[] { Observe(kind, unread: false), Observe(kind, unread: true) })];

    private static GonePeer Observe(SocketKind kind, bool unread)
    {
        var (survivor, gone) = UnixSocket.Pair(kind, nonBlocking: true);
        using (survivor)
        {
            using (gone)
            {
                if (unread)
                {
                    survivor.Send("unread");
                }

                gone.Send("bye");
            }

            string Receive() => SocketCall.Received(() => survivor.Receive());
            return new(kind, unread, Receive(), Receive(), Receive(), SocketCall.Failure(() => survivor.Send("anybody?")) is { } errno ? $"{errno}" : "sent");
        }
    }
}
