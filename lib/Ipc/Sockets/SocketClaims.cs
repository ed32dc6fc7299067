using Ipc.Claims;
using Ipc.Native;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Sockets;

/// <summary>The claim of chapter 08 about the sockets themselves.</summary>
internal static class SocketClaims
{
    private const string Chapter = "08-unix-sockets";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "U2",
            Chapter,
            new Statement(
                "Datagram and sequenced-packet sockets keep the boundaries of messages, stream sockets do not; an ordinary user cannot forge the credentials of a sender; an open descriptor can be sent, and both have the same open file description; an abstract name leaves nothing behind, a path does.",
                "数据报和 seqpacket 套接字保留消息边界，流套接字不保留；普通用户无法伪造发送者的身份；可以传递一个打开的描述符，双方共用同一个打开文件描述；抽象名字不留下任何东西，路径名会留下文件。"),
            "unix(7)",
            Beyond)
        {
            FromNotes = false,
        },
    ];

    private static Decision Beyond()
    {
        var messages = SocketMessages.ObserveAll();
        var names = SocketNameFate.ObserveAll();
        var passed = PassedDescriptor.ObserveAll();
        IReadOnlyList<ClaimedIdentity> identities;
        try
        {
            identities = ClaimedIdentity.ObserveAll();
        }
        catch (PosixException e)
        {
            return Decision.NotObserved(e.Message, (object[])[.. messages, .. passed, .. names]);
        }

        var ordinary = identities.Where(one => one.Sender != "root").ToList();
        var dead = names.First(one => one.Moment == "its owner has been killed");
        bool[] right =
        [
            messages.All(one => one.AreKept == (one.Kind != SocketKind.Stream)),
            ordinary.All(one => !one.LieCame) && ordinary.Any(one => one.Sent == $"{Errno.EPERM}") && ordinary.All(one => one.Sent != "sent" || one.Receiver == "the sender's pid, the sender's user"),
            passed.All(one => one is { ReadThere: "abc", ReadHere: "def", IsSame: not false } && one.ReadThereAgain is "ghi" or ""),
            dead is { AtPath: "a file", IsAbstract: "no file" } && names.First(one => one.Moment == "a new owner binds it") is { AtPath: nameof(Errno.EADDRINUSE), IsAbstract: "done" },
        ];
        return Decision.Of(
            right.All(one => one),
            $"boundaries kept by {string.Join(" and ", messages.Where(one => one.AreKept).Select(one => UnixSocket.Words(one.Kind)))}; an ordinary user who claims {string.Join(" or ", ordinary.Where(one => one.Sent != "sent").Select(one => one.Claims))} gets {string.Join(" and ", ordinary.Where(one => one.Sent != "sent").Select(one => one.Sent).Distinct())}; "
            + $"the sender of a descriptor read \"{passed[0].ReadThere}\", then the receiver \"{passed[0].ReadHere}\", then the sender \"{passed[0].ReadThereAgain}\"; after its owner's death a path is {dead.AtPath}, an abstract name {dead.IsAbstract}",
            (object[])[.. messages, .. identities, .. passed, .. names]);
    }
}
