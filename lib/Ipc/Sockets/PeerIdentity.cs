using Ipc.Children;

namespace Ipc.Sockets;

/// <summary>Whom the kernel names when one asks who is at the other end.</summary>
/// <param name="Question">How it was asked.</param>
/// <param name="Pid">The process id that the kernel told.</param>
/// <param name="Who">Which of the processes that is.</param>
public sealed record PeerIdentity([property: Column("asked by")] string Question, long Pid, string Who) : IObservation
{
    /// <summary>A process makes a pair and a child of it, and the child sends; the receiver asks in both ways.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<PeerIdentity> ObserveAll()
    {
        using SharedWord maker = SharedWord.Create(), sender = SharedWord.Create(), peer = SharedWord.Create(), message = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            c.PassCredentials(pair.Second);
            c.Store(maker, c.GetPid());
            c.Store(sender, c.Fork("sender", () =>
            {
                c.Send(pair.First, "it is me");
                c.Exit(0);
            }));
            c.Store(peer, c.GetPeerCredentials(pair.Second).Pid);
            c.Store(message, c.ReceiveCredentials(pair.Second).Pid);
            c.Wait(-1);
            c.Exit(0);
        });
        child.Wait();
        string Who(long pid) => pid == sender.Value ? "who sent the message" : pid == maker.Value ? "who made the pair" : "neither";
        return [new("SO_PEERCRED", peer.Value, Who(peer.Value)), new("SCM_CREDENTIALS", message.Value, Who(message.Value))];
    }
}
