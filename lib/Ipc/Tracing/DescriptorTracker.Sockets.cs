using Ipc.Sockets;

namespace Ipc.Tracing;

/// <content>Sockets: pairs, and connections that are made by name.</content>
internal sealed partial class DescriptorTracker
{
    private readonly Dictionary<string, End> names = [];
    private readonly Dictionary<long, End> inherited = [];

    /// <summary>socket.</summary>
    internal void Socket(int pid, int fd, SocketKind kind, bool closeOnExec) => Table(pid)[fd] = new Slot(NewEnd(kind), closeOnExec);

    /// <summary>A socket that a process had from the beginning.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="fd">Its descriptor.</param>
    /// <param name="socket">What the kernel said of it.</param>
    /// <param name="name">The name that others connect to; empty where it has none.</param>
    internal void Inherited(int pid, int fd, SocketEntry socket, string name)
    {
        if (!inherited.TryGetValue(socket.Inode, out var end))
        {
            inherited[socket.Inode] = end = NewEnd(socket.Kind);
            if (name.Length > 0)
            {
                Bind(end, name);
            }

            end.From ??= NewChannel(end, "socket pair");
            if (inherited.TryGetValue(socket.Peer, out var peer))
            {
                (end.Into, peer.Into) = (peer.From, end.From);
            }
        }

        Table(pid)[fd] = new Slot(end, CloseOnExec: false);
    }

    /// <summary>socketpair: what is written to either comes out of the other.</summary>
    internal void SocketPair(int pid, int first, int second, SocketKind kind, bool closeOnExec)
    {
        var (one, other) = (NewEnd(kind), NewEnd(kind));
        var name = $"socket pair {++made} of {pid}";
        (one.From, other.From) = (NewChannel(one, name), NewChannel(one, name));
        (one.Into, other.Into) = (other.From, one.From);
        Table(pid)[first] = new Slot(one, closeOnExec);
        Table(pid)[second] = new Slot(other, closeOnExec);
    }

    /// <summary>bind.</summary>
    internal void Bind(int pid, int fd, string name)
    {
        if (EndOf(pid, fd) is { } end)
        {
            Bind(end, name);
        }
    }

    /// <summary>connect. It is told of when the call began: an accept may end before it does.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="fd">Its descriptor.</param>
    /// <param name="name">The other's name.</param>
    /// <param name="start">When the call began.</param>
    /// <param name="end">When it ended.</param>
    internal void Connect(int pid, int fd, string name, MonotonicTime start, MonotonicTime end)
    {
        if (EndOf(pid, fd) is not { } client || !names.TryGetValue(name, out var there))
        {
            return;
        }

        if (client.IsDatagram)
        {
            client.Into = there.From;
            return;
        }

        var connection = new Connection(client, end);
        (client.From, client.Into) = (NewChannel(client, $"socket {name}"), NewChannel(client, $"socket {name}"));
        foreach (var other in there.Waiting.Where(other => other.Asked > start))
        {
            (other.IsUnknown, connection.IsUnknown) = (true, true);
        }

        there.Waiting.Enqueue(connection);
    }

    /// <summary>accept: the oldest connection that waits has a descriptor now.</summary>
    internal void Accept(int pid, int fd, int accepted, bool closeOnExec)
    {
        Table(pid).Remove(accepted);
        if (EndOf(pid, fd) is not { } listener || !listener.Waiting.TryDequeue(out var connection))
        {
            return;
        }

        var (client, end) = (connection.Client, new End { IsMessages = listener.IsMessages });
        (end.From, end.Into) = connection.IsUnknown ? (null, null) : (client.Into, client.From);
        Table(pid)[accepted] = new Slot(end, closeOnExec);
    }

    /// <summary>sendto, to a socket by its name.</summary>
    internal void SendTo(int tid, string name, long bytes, MonotonicTime began) => Put(names.GetValueOrDefault(name)?.From, new Piece(tid, began, began, bytes));

    private static End NewEnd(SocketKind kind) => new() { IsMessages = kind != SocketKind.Stream, IsDatagram = kind == SocketKind.Datagram };

    private static Channel NewChannel(End end, string name) => new(name) { IsMessages = end.IsMessages };

    private void Bind(End end, string name)
    {
        names[name] = end;
        end.From = NewChannel(end, $"socket {name}");
    }
}
