using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.Sockets;

namespace Ipc.Tests.Sockets;

public sealed class SocketStepTests
{
    public static TheoryData<bool> Places => [true, false];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_client_and_a_server_find_each_other_by_path_and_by_abstract_name(bool isAbstract)
    {
        using var name = isAbstract ? SocketName.Abstract() : SocketName.AtPath();
        using var listening = Pipe.Create();
        using var server = Fork.Start(c =>
        {
            var listener = c.Socket(SocketKind.Stream);
            c.Bind(listener, name);
            c.Listen(listener, 2);
            c.Write(listening.WriteEnd, ".");
            var connection = c.Accept(listener);
            c.Receive(connection);
            c.Send(connection, "answer");
            c.Exit(0);
        });
        listening.ReadEnd.Read(1);
        Assert.Equal(!isAbstract, name.Exists);
        using var client = Fork.Start(c =>
        {
            var socket = c.Socket(SocketKind.Stream);
            c.Connect(socket, name);
            c.Send(socket, "question");
            c.Receive(socket);
            c.Exit(0);
        });
        client.Wait();
        server.Wait();
        Assert.Equal("\"question\"", server.Trace.Steps.Single(step => step.Call == "recv").Detail);
        Assert.Equal("\"answer\"", client.Trace.Steps.Single(step => step.Call == "recv").Detail);
        Assert.All(client.Trace.Steps.Concat(server.Trace.Steps), step => Assert.Null(step.Errno));
    }

    [Fact]
    public void A_descriptor_that_came_over_a_socket_writes_into_the_sender_s_pipe()
    {
        Value? number = null;
        var steps = Steps(c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            var pipe = c.Pipe();
            c.SendDescriptor(pair.First, pipe.WriteEnd, "with it");
            var received = c.ReceiveDescriptor(pair.Second);
            c.Write(received.Descriptor, "through the copy");
            number = c.Read(pipe.ReadEnd);
            c.If(received.Descriptor.IsNot(pipe.WriteEnd), () => c.Exit(0), () => c.Exit(1));
        });
        Assert.Equal("\"through the copy\"", steps.Single(step => step.Call == "read").Detail);
        Assert.Matches(@"^socketpair\(AF_UNIX, SOCK_STREAM, 0, \[\d+, \d+\]\)$", steps[0].Text);
        Assert.Matches(@"^sendmsg\(\d+, ""with it"", SCM_RIGHTS \[\d+\]\)$", steps.Single(step => step.Call == "sendmsg").Text);
        Assert.Matches(@"^recvmsg\(\d+, ""with it"", SCM_RIGHTS \[\d+\], 0\)$", steps.Single(step => step.Call == "recvmsg").Text);
    }

    [Fact]
    public void Without_a_descriptor_in_the_message_none_is_received()
    {
        var steps = Steps(c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            c.SendDescriptor(pair.First, pair.First);
            c.Send(pair.First, "bare");
            c.ReceiveDescriptor(pair.Second);
            var received = c.ReceiveDescriptor(pair.Second);
            c.If(received.Descriptor.Is(-1), () => c.Exit(0), () => c.Exit(1));
        });
        Assert.EndsWith("SCM_RIGHTS [-1], 0)", steps.Last(step => step.Call == "recvmsg").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_are_those_of_the_sender()
    {
        var steps = Steps(c =>
        {
            var pair = c.SocketPair(SocketKind.SequencedPacket);
            c.PassCredentials(pair.Second);
            c.Send(pair.First, "who?");
            var sender = c.ReceiveCredentials(pair.Second);
            var peer = c.GetPeerCredentials(pair.First);
            var self = c.GetPid();
            c.If(sender.Pid.IsNot(self), () => c.Exit(1));
            c.If(peer.Pid.IsNot(self), () => c.Exit(2));
            c.If(sender.Uid.IsNot(peer.Uid), () => c.Exit(3));
            c.Exit(0);
        });
        var pid = steps[0].Pid;
        Assert.Contains($"{{pid={pid}, ", steps.Single(step => step.Call == "recvmsg").Text, StringComparison.Ordinal);
        Assert.Contains($"{{pid={pid}, uid={Unistd.EffectiveUser()}, ", steps.Single(step => step.Call == "getsockopt").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Epoll_names_the_descriptor_that_is_ready()
    {
        var steps = Steps(c =>
        {
            SocketEnds quiet = c.SocketPair(SocketKind.Stream), busy = c.SocketPair(SocketKind.Stream);
            var epoll = c.EpollCreate();
            c.EpollAdd(epoll, quiet.Second, EpollEvents.In);
            c.EpollAdd(epoll, busy.Second, EpollEvents.In | EpollEvents.PeerHangUp);
            c.Send(busy.First, "x");
            c.Close(busy.First);
            var found = c.EpollWait(epoll);
            c.If(found.Descriptor.IsNot(busy.Second), () => c.Exit(1));
            c.If(found.Is(EpollEvents.In | EpollEvents.PeerHangUp | EpollEvents.HangUp), () => c.Exit(0), () => c.Exit(2));
        });
        Assert.Equal(1, steps.Single(step => step.Call == "epoll_wait").Result);
    }

    [Fact]
    public void A_receive_that_asks_for_the_real_length_shows_only_what_it_got()
    {
        var steps = Steps(c =>
        {
            var pair = c.SocketPair(SocketKind.Datagram);
            c.Send(pair.First, "0123456789");
            c.Receive(pair.Second, 4, MessageFlags.Truncated);
            c.Exit(0);
        });
        var received = steps.Single(step => step.Call == "recv");
        Assert.Equal((10, "\"0123\"…"), (received.Result, received.Detail));
    }

    [Fact]
    public void A_name_that_is_too_long_for_an_address_is_refused_before_any_call() =>
        Assert.Equal(Errno.ENAMETOOLONG, Assert.Throws<PosixException>(() => SocketName.Abstract(new string('n', 120))).Errno);

    private static IReadOnlyList<ChildStep> Steps(Action<ChildProgram> program)
    {
        using var child = Fork.Start(program);
        Assert.Equal(ExitStatus.FromRaw(0), child.Wait());
        return child.Trace.Steps;
    }
}
