using Ipc.Children;
using Ipc.Sockets;

namespace Ipc.Robustness;

/// <summary>A stream socket at a path, to which the writer connects.</summary>
internal sealed class SocketPathMechanism : Mechanism
{
    private readonly SocketName name = SocketName.AtPath();
    private readonly UnixSocket listener;
    private Value? writer, reader;

    internal SocketPathMechanism() => listener = UnixSocket.At(name);

    /// <inheritdoc/>
    public override void Dispose()
    {
        listener.Dispose();
        name.Dispose();
    }

    internal override Func<bool, Value> Writer(ChildProgram c)
    {
        var socket = writer = c.Socket(SocketKind.Stream);
        c.Connect(socket, name);
        return urgent => c.Send(socket, Part(urgent));
    }

    internal override Func<Value> Reader(ChildProgram c)
    {
        var socket = reader = c.Accept(listener);
        return () => c.Receive(socket);
    }

    internal override Operand WriterDescriptor => writer!;

    internal override Value Answer(ChildProgram c) => c.Send(reader!, Part(urgent: false));

    internal override Value TakeAnswer(ChildProgram c) => c.Receive(writer!);

    internal override void LetGo() => listener.Dispose();

    internal override string LeftBehind() => name.Exists ? "the name" : "";
}
