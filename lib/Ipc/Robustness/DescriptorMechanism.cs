using Ipc.Children;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Robustness;

/// <summary>A mechanism of two descriptors that both children inherit, and that is used with read(2) and write(2).</summary>
/// <param name="name">What it is called.</param>
/// <param name="writeEnd">The writer's descriptor.</param>
/// <param name="readEnd">The reader's; the same one where both share it.</param>
/// <param name="part">The bytes of a part, or of an urgent one.</param>
internal sealed class DescriptorMechanism(string name, FileDescriptor writeEnd, FileDescriptor readEnd, Func<bool, byte[]> part) : Mechanism
{
    private readonly string[] targets = [.. new[] { writeEnd, readEnd }.Select(TargetOf).Distinct()];

    /// <summary>A pipe of one page.</summary>
    internal static DescriptorMechanism Pipe()
    {
        var pipe = Pipes.Pipe.Create();
        pipe.Capacity = Environment.SystemPageSize;
        return new("pipe", pipe.WriteEnd, pipe.ReadEnd, Text);
    }

    /// <summary>A pair of Unix sockets.</summary>
    internal static DescriptorMechanism Sockets(SocketKind kind)
    {
        var (first, second) = UnixSocket.Pair(kind);
        return new($"{UnixSocket.Words(kind)} socket pair", first.Descriptor, second.Descriptor, Text);
    }

    /// <summary>A counter of eventfd(2). Each part adds half of what it can hold.</summary>
    internal static DescriptorMechanism EventFd()
    {
        var counter = Native.EventFd.Create();
        return new("eventfd", counter, counter, _ => BitConverter.GetBytes(long.MaxValue));
    }

    /// <inheritdoc/>
    public override void Dispose() => LetGo();

    internal override Func<bool, Value> Writer(ChildProgram c) => urgent => c.Write(writeEnd, part(urgent));

    internal override Func<Value> Reader(ChildProgram c) => () => c.Read(readEnd);

    internal override Operand WriterDescriptor => writeEnd;

    internal override Value Answer(ChildProgram c) => c.Write(readEnd, part(false));

    internal override Value TakeAnswer(ChildProgram c) => c.Read(writeEnd);

    internal override void LetGo()
    {
        writeEnd.Dispose();
        readEnd.Dispose();
    }

    internal override string LeftBehind() => targets.Select(target => target.Contains('[', StringComparison.Ordinal) && !target.StartsWith("anon", StringComparison.Ordinal) ? StillOpen(target, name) : "").FirstOrDefault(left => left.Length > 0) ?? "";

    private static byte[] Text(bool urgent) => System.Text.Encoding.ASCII.GetBytes(Part(urgent));
}
