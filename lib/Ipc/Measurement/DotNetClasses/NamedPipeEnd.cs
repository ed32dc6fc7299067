using System.IO.Pipes;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>A named pipe, which carries both ways. On Linux .NET makes it of a Unix socket.</summary>
internal sealed class NamedPipeEnd : DotNetEnd
{
    private readonly PipeStream stream;

    private NamedPipeEnd(PipeStream stream, string meeting) => (this.stream, Meeting) = (stream, meeting);

    internal override string Meeting { get; }

    internal override void Join() => ((NamedPipeServerStream)stream).WaitForConnection();

    internal override void Send(ReadOnlySpan<byte> message) => stream.Write(message);

    internal override void Receive(Span<byte> message) => stream.ReadExactly(message);

    public override void Dispose() => stream.Dispose();

    internal static NamedPipeEnd First()
    {
        var path = Place("named-pipe");
        return new(new NamedPipeServerStream(path, PipeDirection.InOut, maxNumberOfServerInstances: 1), path);
    }

    internal static NamedPipeEnd Second(string meeting)
    {
        var client = new NamedPipeClientStream(".", meeting, PipeDirection.InOut);
        client.Connect();
        return new(client, meeting);
    }
}
