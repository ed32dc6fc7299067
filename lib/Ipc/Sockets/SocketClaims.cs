using Ipc.Claims;
using Ipc.Native;
using Ipc.Robustness;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Sockets;

/// <summary>The claims of chapter 08.</summary>
internal static class SocketClaims
{
    private const string Chapter = "08-unix-sockets";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "U1",
            Chapter,
            new Statement(
                "Local sockets are the most robust mechanism: whichever side is killed in the middle of a transfer, the other learns of it, and nothing is left behind.",
                "本地套接字是最稳定的机制：传输过程中无论哪一方被杀死，另一方都会得知，并且什么也不会遗留下来。"),
            "unix(7)",
            MostRobust),
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

    private static Decision MostRobust()
    {
        RobustnessMatrix matrix;
        try
        {
            matrix = RobustnessMatrix.Observe();
        }
        catch (TimeoutException e)
        {
            return Decision.NotObserved(e.Message);
        }

        var sockets = matrix.Rows.Where(row => row.IsSocket).ToList();
        var others = matrix.Best.Where(row => !row.IsSocket).ToList();
        if (sockets.Count == 0)
        {
            return Decision.NotObserved($"this machine has no Unix sockets: {string.Join("; ", matrix.Missing)}", matrix);
        }

        var summary = $"of {matrix.Rows.Count} mechanisms, these gave the most of what makes a transfer robust: {string.Join("; ", matrix.Best.Select(Scored))}; "
            + $"the other sockets: {string.Join("; ", sockets.Except(matrix.Best).Select(Scored).DefaultIfEmpty("none"))}";

        // The best by themselves, or only some of them, or beside others that are as good.
        return !matrix.Best.Any(row => row.IsSocket) ? Decision.Of(holds: false, summary, matrix)
            : others.Count == 0 && sockets.All(matrix.Best.Contains) ? Decision.Of(holds: true, summary, matrix)
            : new Decision(Verdict.Depends, "any", summary, matrix);

        static string Scored(RobustnessRow row) => $"{row.Mechanism} ({row.Score} of {row.Criteria.Count})";
    }

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
