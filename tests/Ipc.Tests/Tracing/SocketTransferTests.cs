using Ipc.Children;
using Ipc.Commands;
using Ipc.Pipes;
using Ipc.Sockets;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

public sealed class SocketTransferTests
{
    private const int Server = 10, Client = 11, Other = 12;
    private readonly DescriptorTracker tracker = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_by_name_is_followed_both_ways(bool isAbstract)
    {
        using var name = isAbstract ? SocketName.Abstract() : SocketName.AtPath("talk");
        using var listening = Pipe.Create();
        using var server = Fork.Start(c =>
        {
            var listener = c.Socket(SocketKind.Stream);
            c.Bind(listener, name);
            c.Listen(listener);
            c.Write(listening.WriteEnd, ".");
            var connection = c.Accept(listener);
            c.Receive(connection);
            c.Write(connection, "answer");
            c.Exit(0);
        });
        listening.ReadEnd.Read(1);
        using var client = StartClient(name);
        client.Wait();
        server.Wait();
        Assert.Equal([(client.Pid, server.Pid, 8L), (server.Pid, client.Pid, 6L)], Sent(Transfer.Among(server.Trace, client.Trace)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_listener_of_the_parent_is_known_by_its_name(bool isAbstract)
    {
        using var name = isAbstract ? SocketName.Abstract() : SocketName.AtPath("talk");
        using var listener = UnixSocket.At(name);
        using var server = Fork.Start(c =>
        {
            var connection = c.Accept(listener);
            c.Receive(connection);
            c.Send(connection, "answer");
            c.Exit(0);
        });
        using var client = StartClient(name);
        client.Wait();
        server.Wait();
        Assert.Equal([(client.Pid, server.Pid, 8L), (server.Pid, client.Pid, 6L)], Sent(Transfer.Among(client.Trace, server.Trace)));
    }

    [Theory]
    [InlineData(SocketKind.Stream)]
    [InlineData(SocketKind.Datagram)]
    [InlineData(SocketKind.SequencedPacket)]
    public void The_two_ends_of_a_pair_that_children_inherited_are_told_apart(SocketKind kind)
    {
        var (first, second) = UnixSocket.Pair(kind);
        using var a = Fork.Start(c =>
        {
            c.Send(first, "there");
            c.Receive(first);
            c.Exit(0);
        });
        using var b = Fork.Start(c =>
        {
            c.Receive(second, 3);
            c.Send(second, "back");
            c.Exit(0);
        });
        first.Dispose();
        second.Dispose();
        a.Wait();
        b.Wait();
        Assert.Equal([(a.Pid, b.Pid, 3L), (b.Pid, a.Pid, 4L)], Sent(Transfer.Among(a.Trace, b.Trace)));
    }

    [Fact]
    public void Messages_to_a_name_are_followed_and_what_did_not_fit_is_lost()
    {
        using var name = SocketName.Abstract();
        using var mailbox = UnixSocket.At(name, SocketKind.Datagram);
        using var sender = Fork.Start(c =>
        {
            var socket = c.Socket(SocketKind.Datagram);
            c.SendTo(socket, name, "too long");
            c.SendTo(socket, name, "next");
            c.Exit(0);
        });
        sender.Wait();
        using var receiver = Fork.Start(c =>
        {
            c.Receive(mailbox, 3);
            c.Receive(mailbox, 8);
            c.Exit(0);
        });
        receiver.Wait();
        Assert.Equal([(sender.Pid, receiver.Pid, 3L), (sender.Pid, receiver.Pid, 4L)], Sent(Transfer.Among(sender.Trace, receiver.Trace)));
    }

    [Fact]
    public void A_descriptor_that_came_over_a_socket_is_followed()
    {
        var (first, second) = UnixSocket.Pair();
        using var pipe = Pipe.Create();
        using var giver = Fork.Start(c =>
        {
            c.SendDescriptor(first, pipe.WriteEnd);
            c.Read(pipe.ReadEnd);
            c.Exit(0);
        });
        using var taker = Fork.Start(c =>
        {
            c.Write(c.ReceiveDescriptor(second).Descriptor, "through it");
            c.Exit(0);
        });
        first.Dispose();
        second.Dispose();
        pipe.WriteEnd.Close();
        giver.Wait();
        taker.Wait();
        Assert.Equal([(giver.Pid, taker.Pid, 1L), (taker.Pid, giver.Pid, 10L)], Sent(Transfer.Among(giver.Trace, taker.Trace)));
    }

    [Fact]
    public void The_system_calls_of_a_connection_are_followed()
    {
        using var name = SocketName.AtPath("traced");
        var trace = SystemCallTracer.Trace(c =>
        {
            var listener = c.Socket(SocketKind.Stream);
            c.Bind(listener, name);
            c.Listen(listener);
            c.Fork("client", () =>
            {
                var socket = c.Socket(SocketKind.Stream);
                c.Connect(socket, name);
                c.Send(socket, "question");
                c.Receive(socket);
                c.Exit(0);
            });
            var connection = c.Accept(listener);
            c.Receive(connection);
            c.Send(connection, "answer");
            c.Wait(-1);
            c.Exit(0);
        });
        var (server, client) = (trace.Threads[0].Tid, trace.Threads[1].Tid);
        Assert.Equal([(client, server, 8L), (server, client, 6L)], Sent(trace.Transfers()));
    }

    [Fact]
    public void Messages_that_one_call_sent_are_followed_one_by_one()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no python3: nothing here calls sendmmsg");
        var trace = SystemCallTracer.Trace(Command.Of("/usr/bin/python3", "-c", """
            import ctypes, os, socket
            class Vector(ctypes.Structure): _fields_ = [('base', ctypes.c_char_p), ('len', ctypes.c_size_t)]
            class Header(ctypes.Structure): _fields_ = [('name', ctypes.c_void_p), ('namelen', ctypes.c_uint), ('iov', ctypes.POINTER(Vector)), ('iovlen', ctypes.c_size_t), ('control', ctypes.c_void_p), ('controllen', ctypes.c_size_t), ('flags', ctypes.c_int)]
            class Counted(ctypes.Structure): _fields_ = [('header', Header), ('len', ctypes.c_uint)]
            here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
            if os.fork() == 0:
                vectors = [Vector(b'one', 3), Vector(b'three', 5)]
                messages = (Counted * 2)(*[Counted(Header(None, 0, ctypes.pointer(v), 1, None, 0, 0), 0) for v in vectors])
                ctypes.CDLL(None).sendmmsg(here.fileno(), messages, 2, 0)
                os._exit(0)
            os.wait()
            there.recv(9)
            there.recv(9)
            """), new TraceOptions { Calls = ["socketpair", "close", "sendmmsg", "recvfrom"] });
        var (parent, child) = (trace.Threads[0].Tid, trace.Threads[1].Tid);
        Assert.Equal([(child, parent, 3L), (child, parent, 5L)], Sent(trace.Transfers()));
    }

    [Fact]
    public void Connections_that_were_asked_for_at_the_same_time_are_not_guessed()
    {
        Listen();
        Connect(Client, 10, 30);
        Connect(Other, 20, 40);
        tracker.Accept(Server, 3, 5, closeOnExec: false);
        tracker.Write(Client, Client, 4, 1, new(50), new(50));
        tracker.Read(Server, Server, 5, 1, new(60));
        Assert.Empty(tracker.Transfers);
    }

    [Fact]
    public void A_connection_that_was_accepted_before_the_next_was_asked_for_is_known()
    {
        Listen();
        Connect(Client, 10, 30);
        tracker.Accept(Server, 3, 5, closeOnExec: false);
        Connect(Other, 20, 40);
        tracker.Accept(Server, 3, 6, closeOnExec: false);
        tracker.Write(Client, Client, 4, 1, new(50), new(50));
        tracker.Read(Server, Server, 5, 1, new(60));
        tracker.Write(Other, Other, 4, 2, new(50), new(50));
        tracker.Read(Server, Server, 6, 2, new(60));
        Assert.Equal([(Client, Server, 1L), (Other, Server, 2L)], Sent(tracker.Transfers));
    }

    private static ChildProcess StartClient(SocketName name) => Fork.Start(c =>
    {
        var socket = c.Socket(SocketKind.Stream);
        c.Connect(socket, name);
        c.Send(socket, "question");
        c.Receive(socket);
        c.Exit(0);
    });

    private static IEnumerable<(int, int, long)> Sent(IEnumerable<Transfer> transfers) => transfers.Select(transfer => (transfer.Writer, transfer.Reader, transfer.Bytes));

    private void Listen()
    {
        tracker.Socket(Server, 3, SocketKind.Stream, closeOnExec: false);
        tracker.Bind(Server, 3, "name");
    }

    private void Connect(int pid, long start, long end)
    {
        tracker.Socket(pid, 4, SocketKind.Stream, closeOnExec: false);
        tracker.Connect(pid, 4, "name", new(start), new(end));
    }
}
