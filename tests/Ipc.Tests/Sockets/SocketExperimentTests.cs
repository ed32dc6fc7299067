using Ipc.Claims;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Tests.Sockets;

public sealed class SocketExperimentTests
{
    [Fact]
    public void Only_a_stream_runs_messages_together_and_only_it_keeps_what_did_not_fit()
    {
        var seen = SocketMessages.ObserveAll();
        Assert.Equal(
            [(SocketKind.Stream, "onetwothree", "one | two | thr | ee"), (SocketKind.Datagram, "one | two | three", "one | two | thr"), (SocketKind.SequencedPacket, "one | two | three", "one | two | thr")],
            seen.Select(one => (one.Kind, one.Received, one.SmallBuffer)));
        Assert.Equal([false, true, true], seen.Select(one => one.AreKept));
    }

    [Fact]
    public void An_ordinary_user_can_say_the_truth_and_nothing_else()
    {
        var seen = ClaimedIdentity.ObserveAll().Where(one => one.Sender != "root").ToList();
        const string Truth = "the sender's pid, the sender's user";
        Assert.Equal(
            [("nothing", "sent", Truth), ("the truth", "sent", Truth), ("pid 1", "EPERM", ""), ("user 0", "EPERM", "")],
            seen.Select(one => (one.Claims, one.Sent, one.Receiver)));
        Assert.DoesNotContain(seen, one => one.LieCame);
    }

    [Fact]
    public void The_peer_is_who_made_the_connection_and_the_credentials_are_who_sent() =>
        Assert.Equal(["who made the pair", "who sent the message"], PeerIdentity.ObserveAll().Select(one => one.Who));

    [Fact]
    public void A_passed_descriptor_shares_its_position_and_outlives_its_sender()
    {
        var seen = PassedDescriptor.ObserveAll();
        Assert.Equal([("abc", "def", "ghi"), ("abc", "def", "")], seen.Select(one => (one.ReadThere, one.ReadHere, one.ReadThereAgain)));
        Assert.All(seen, one => Assert.NotEqual(-1, one.NumberHere));
        Assert.True(seen[0].IsSame ?? !seen[0].Map.Compared);
        Assert.Null(seen[1].IsSame);
    }

    [Fact]
    public void A_path_is_left_behind_and_stands_in_the_way_until_it_is_removed() =>
        Assert.Equal(
            [
                ("its owner has bound it", "a file", "no file"),
                ("another binds it", "EADDRINUSE", "EADDRINUSE"),
                ("a client connects", "done", "done"),
                ("its owner has been killed", "a file", "no file"),
                ("a client connects then", "ECONNREFUSED", "ECONNREFUSED"),
                ("a new owner binds it", "EADDRINUSE", "done"),
                ("the file is removed, and a new owner binds it", "done", ""),
            ],
            SocketNameFate.ObserveAll().Select(one => (one.Moment, one.AtPath, one.IsAbstract)));

    [Fact]
    public void The_permissions_of_a_path_guard_it_and_nothing_guards_an_abstract_name() =>
        Assert.Equal(["connected", "EACCES", "connected"], SocketPermission.ObserveAll().Select(one => one.Connect));

    [Fact]
    public void One_more_than_the_backlog_can_connect() =>
        Assert.Equal([(0, 1, Errno.EAGAIN), (3, 4, Errno.EAGAIN)], SocketBacklog.Observe(0, 3).Select(one => (one.Backlog, one.Connected, one.Then)));

    [Fact]
    public void A_stream_takes_a_part_of_what_is_too_long_and_messages_are_refused()
    {
        var seen = SocketRoom.ObserveAll();
        Assert.All(seen.Where(one => one is { Kind: SocketKind.Stream }), one => Assert.True(one is { Then: Errno.EAGAIN, Messages: > 0 }));
        Assert.All(seen.Where(one => one.Kind != SocketKind.Stream && one.MessageBytes > 1 << 20), one => Assert.Equal((0, Errno.EMSGSIZE), (one.Messages, one.Then)));
        Assert.Equal((SocketRoom.LongestQueue + 1, Errno.EAGAIN), seen.Where(one => one is { Way: "name", MessageBytes: 1 }).Select(one => (one.Messages, one.Then)).Single());
        Assert.All(seen.Where(one => one.MessageBytes == 1), one => Assert.Equal((one.Bytes, Errno.EAGAIN), (one.Messages, one.Then)));
    }

    [Fact]
    public void A_connection_tells_of_the_peer_s_end_and_datagram_sockets_only_when_one_sends() =>
        Assert.Equal(
            [
                (SocketKind.Stream, false, "3 bytes", "end of file", "end of file", "EPIPE"),
                (SocketKind.Stream, true, "3 bytes", "ECONNRESET", "end of file", "EPIPE"),
                (SocketKind.Datagram, false, "3 bytes", "EAGAIN", "EAGAIN", "ECONNREFUSED"),
                (SocketKind.Datagram, true, "3 bytes", "EAGAIN", "EAGAIN", "ECONNREFUSED"),
                (SocketKind.SequencedPacket, false, "3 bytes", "end of file", "end of file", "EPIPE"),
                (SocketKind.SequencedPacket, true, "ECONNRESET", "3 bytes", "end of file", "EPIPE"),
            ],
            GonePeer.ObserveAll().Select(one => (one.Kind, one.Unread, one.Received, one.Then, one.After, one.Send)));

    [Fact]
    public void A_server_with_epoll_answers_while_another_client_is_silent_and_one_in_turn_does_not()
    {
        var seen = EventLoop.ObserveAll();
        Assert.Equal([false, true], seen.Select(one => one.Answered));
        Assert.All(seen, one => Assert.Equal(1, one.Threads));
        Assert.All(seen.Zip(["recvfrom(", "epoll_"]), one => Assert.StartsWith(one.Second, one.First.Hang.Threads.First(thread => thread.Pid == one.First.Traces[0].Processes[0].Pid).Call, StringComparison.Ordinal));
    }

    [Fact]
    public void U1_is_told_with_the_mechanisms_that_are_as_good()
    {
        var finding = Examined.Once("U1");
        Assert.Equal(Verdict.Depends, finding.Verdict);
        Assert.Contains("pipe (4 of 4)", finding.Decision.Summary, StringComparison.Ordinal);
        Assert.Contains("datagram socket pair (3 of 4)", finding.Decision.Summary, StringComparison.Ordinal);
        var matrix = Assert.IsType<Ipc.Robustness.RobustnessMatrix>(finding.Decision.Evidence);
        Assert.Empty(matrix.Missing);
        Assert.All(matrix.Rows, row => Assert.True(row.Score < matrix.Best[0].Score || matrix.Best.Contains(row)));
    }
}
