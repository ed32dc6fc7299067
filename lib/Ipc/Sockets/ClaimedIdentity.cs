using Ipc.Children;
using Ipc.Native;
using Ipc.Zombies;

namespace Ipc.Sockets;

/// <summary>What a sender said of itself with SCM_CREDENTIALS, and what the receiver was told.</summary>
/// <param name="Sender">Who sent.</param>
/// <param name="Claims">What the sender said; "nothing" where it sent bytes only.</param>
/// <param name="Sent">"sent", or why the kernel did not let the message go.</param>
/// <param name="Receiver">What the receiver was told of the pid and the user; empty where nothing came.</param>
public sealed record ClaimedIdentity(
    string Sender,
    string Claims,
    string Sent,
    [property: Column("the receiver is told")] string Receiver) : IObservation
{
    private const int Root = 0, Init = 1;

    /// <summary>Whether the message came although what it said was not so.</summary>
    [Column(Hidden = true)]
    public bool LieCame => Claims is not ("nothing" or "the truth") && Receiver.Length > 0;

    /// <summary>Lets an ordinary user say the truth, nothing, another's pid and another's user id; and root, where this process is root.</summary>
    /// <exception cref="PosixException">EPERM: this machine does not let root become an ordinary user.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<ClaimedIdentity> ObserveAll() =>
        [.. OfUser(asRoot: false), .. Unistd.EffectiveUser() == Root ? OfUser(asRoot: true) : []];

    private static IEnumerable<ClaimedIdentity> OfUser(bool asRoot)
    {
        var (uid, gid) = (asRoot ? Root : OrdinaryUser.Id, (int)Unistd.EffectiveGroup());
        var sender = asRoot ? "root" : "an ordinary user";
        yield return Observe("nothing", (c, socket, _) => c.Send(socket, "x"));
        yield return Observe("the truth", (c, socket, self) => c.SendCredentials(socket, self, uid, gid));
        yield return Observe("pid 1", (c, socket, _) => c.SendCredentials(socket, Init, uid, gid));
        if (!asRoot)
        {
            yield return Observe("user 0", (c, socket, self) => c.SendCredentials(socket, self, Root, gid));
        }

        ClaimedIdentity Observe(string claims, Func<ChildProgram, Value, Value, Value> send)
        {
            using SharedWord pid = SharedWord.Create(-1), user = SharedWord.Create(-1);
            Value? become = null, sent = null;
            using var child = Fork.Start(c =>
            {
                become = asRoot ? null : OrdinaryUser.Become(c);
                var pair = c.SocketPair(SocketKind.SequencedPacket);
                c.PassCredentials(pair.Second);
                sent = send(c, pair.First, c.GetPid());
                c.If(sent > 0, () =>
                {
                    var received = c.ReceiveCredentials(pair.Second);
                    c.Store(pid, received.Pid);
                    c.Store(user, received.Uid);
                });
                c.Exit(0);
            });
            child.Wait();
            if (OrdinaryUser.Refusal(child, become) is { } refusal)
            {
                throw refusal;
            }

            var who = pid.Value < 0 ? "" : $"{(pid.Value == child.Pid ? "the sender's pid" : $"pid {pid.Value}")}, {(user.Value == uid ? "the sender's user" : $"user {user.Value}")}";
            return new(sender, claims, child.StepsOf(sent!)[0].Errno is { } errno ? $"{errno}" : "sent", who);
        }
    }
}
