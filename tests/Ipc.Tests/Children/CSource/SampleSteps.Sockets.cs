using Ipc.Children;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Unix sockets and what they carry.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> Sockets => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["a pair of sockets"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.SequencedPacket);
            c.Send(pair.First, "a message");
            c.Send(pair.First, new byte[500], MessageFlags.NoSignal);
            c.Receive(pair.Second, 4);
            var real = c.Receive(pair.Second, 4, MessageFlags.Truncated);
            c.Shutdown(pair.First, ShutdownEnd.Write);
            c.If(c.Receive(pair.Second, 8, MessageFlags.DontWait).Is(0), () => c.Exit(real - 400), () => c.Exit(1));
        },
        ["a server and its client"] = _ =>
        {
            var name = AbstractName;
            return c =>
            {
                var listener = c.Socket(SocketKind.Stream);
                c.Bind(listener, name);
                c.Listen(listener, 3);
                c.Fork("client", () =>
                {
                    var socket = c.Socket(SocketKind.Stream);
                    c.Connect(socket, name);
                    c.Send(socket, "question");
                    c.Receive(socket, 100);
                    c.Exit(0);
                });
                var connection = c.Accept(listener);
                var n = c.Receive(connection, 100);
                c.Send(connection, "answer");
                c.Close(connection);
                c.Wait(-1);
                c.Exit(n);
            };
        },
        ["a datagram to an abstract name"] = _ => c =>
        {
            var name = AbstractName;
            Value here = c.Socket(SocketKind.Datagram), there = c.Socket(SocketKind.Datagram, nonBlocking: true);
            c.Bind(there, name);
            c.SendTo(here, name, "to whom it may concern");
            c.Receive(there, 7);
            c.Exit(0);
        },
        ["a pair of the parent's"] = things =>
        {
            var (here, there) = things.SocketPair(SocketKind.SequencedPacket);
            return c =>
            {
                c.Send(here, "over a pair");
                c.Exit(c.Receive(there, 20));
            };
        },
        ["a listener of the parent's"] = things =>
        {
            var listener = things.Listener(AbstractName, backlog: 3);
            return c =>
            {
                var client = c.Socket(SocketKind.Stream);
                c.Connect(client, AbstractName);
                var connection = c.Accept(listener);
                c.Send(client, "hello");
                c.Exit(c.Receive(connection, 20));
            };
        },
        ["a descriptor sent"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            var pipe = c.Pipe();
            c.SendDescriptor(pair.First, pipe.WriteEnd, "here");
            var received = c.ReceiveDescriptor(pair.Second);
            c.Write(received.Descriptor, "through");
            c.Read(pipe.ReadEnd, 20);
            c.If(received.Flags.Is(0), () => c.Exit(received.Bytes), () => c.Exit(9));
        },
        ["credentials"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.Stream);
            var self = c.GetPid();
            c.PassCredentials(pair.Second);
            c.SendCredentials(pair.First, self, (int)Unistd.EffectiveUser(), (int)Unistd.EffectiveGroup(), "me");
            var sender = c.ReceiveCredentials(pair.Second);
            var peer = c.GetPeerCredentials(pair.First);
            c.If(sender.Pid.Is(peer.Pid), () => c.Exit(sender.Result), () => c.Exit(9));
        },
    };
}
