using Ipc.Children;
using Ipc.Fifos;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>A FIFO of one page.</summary>
internal sealed class FifoMechanism : Mechanism
{
    private readonly Fifo fifo = Fifo.Create();
    private readonly FileDescriptor own;
    private Value? writer, reader;

    internal FifoMechanism()
    {
        // A FIFO has its pipe, and the pipe its capacity, as long as somebody has it open.
        own = fifo.Open(FifoAccess.ReadWrite);
        Unistd.Checked("fcntl", "F_SETPIPE_SZ", () => Unistd.Fcntl(own.Number, Unistd.F_SETPIPE_SZ, Environment.SystemPageSize));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        own.Dispose();
        fifo.Dispose();
    }

    internal override Func<bool, Value> Writer(ChildProgram c)
    {
        var fd = writer = c.Open(fifo, FifoAccess.Write);
        return urgent => c.Write(fd, Part(urgent));
    }

    internal override Func<Value> Reader(ChildProgram c)
    {
        var fd = reader = c.Open(fifo, FifoAccess.Read);
        return () => c.Read(fd);
    }

    internal override Operand WriterDescriptor => writer!;

    internal override Value Answer(ChildProgram c) => c.Write(reader!, Part(urgent: false));

    internal override Value TakeAnswer(ChildProgram c) => c.Read(writer!);

    internal override void LetGo() => own.Dispose();

    internal override string LeftBehind()
    {
        if (!File.Exists(fifo.Path))
        {
            return "";
        }

        using var reader = fifo.Open(FifoAccess.ReadWrite);
        return Ioctl.BytesWaiting(reader) is var bytes and > 0 ? $"the name, and {bytes} bytes" : "the name";
    }
}
