using System.IO.Pipes;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>Two anonymous pipes, one each way: a child inherits their descriptors.</summary>
internal sealed class AnonymousPipeEnd : DotNetEnd
{
    private readonly PipeStream outgoing, incoming;

    private AnonymousPipeEnd(PipeStream outgoing, PipeStream incoming) => (this.outgoing, this.incoming) = (outgoing, incoming);

    internal override string Meeting => $"{((AnonymousPipeServerStream)outgoing).GetClientHandleAsString()},{((AnonymousPipeServerStream)incoming).GetClientHandleAsString()}";

    internal override void Join()
    {
        ((AnonymousPipeServerStream)outgoing).DisposeLocalCopyOfClientHandle();
        ((AnonymousPipeServerStream)incoming).DisposeLocalCopyOfClientHandle();
    }

    internal override void Send(ReadOnlySpan<byte> message) => outgoing.Write(message);

    internal override void Receive(Span<byte> message) => incoming.ReadExactly(message);

    public override void Dispose()
    {
        outgoing.Dispose();
        incoming.Dispose();
    }

    internal static AnonymousPipeEnd First() =>
        new(new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable), new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable));

    internal static AnonymousPipeEnd Second(string meeting) => meeting.Split(',') is [var incoming, var outgoing]
        ? new(new AnonymousPipeClientStream(PipeDirection.Out, outgoing), new AnonymousPipeClientStream(PipeDirection.In, incoming))
        : throw new FormatException($"two handles are expected, not {meeting}");
}
