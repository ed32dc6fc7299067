using System.Net.Sockets;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>A Unix stream socket at a path.</summary>
internal sealed class SocketEnd : DotNetEnd
{
    private readonly Socket? listening;
    private Socket? socket;

    private SocketEnd(string meeting, Socket? listening, Socket? connected) => (Meeting, this.listening, socket) = (meeting, listening, connected);

    internal override string Meeting { get; }

    internal override void Join() => socket = listening!.Accept();

    internal override void Send(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0)
        {
            message = message[socket!.Send(message)..];
        }
    }

    internal override void Receive(Span<byte> message)
    {
        while (message.Length > 0)
        {
            var got = socket!.Receive(message);
            message = got > 0 ? message[got..] : throw new EndOfStreamException("the other program has closed its end");
        }
    }

    public override void Dispose()
    {
        socket?.Dispose();
        listening?.Dispose();
    }

    internal static SocketEnd First()
    {
        var path = Place("socket");
        var listening = New();
        listening.Bind(new UnixDomainSocketEndPoint(path));
        listening.Listen();
        return new(path, listening, null);
    }

    internal static SocketEnd Second(string meeting)
    {
        var socket = New();
        socket.Connect(new UnixDomainSocketEndPoint(meeting));
        return new(meeting, null, socket);
    }

    private static Socket New() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
