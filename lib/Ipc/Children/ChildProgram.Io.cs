using System.Text;
using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Descriptors: open, read, write, close, dup2.</content>
public sealed partial class ChildProgram
{
    private const int PipeEndsBytes = sizeof(int) + sizeof(long);

    /// <summary>Writes text to standard output, which the laboratory captures as <see cref="ChildProcess.Output"/>.</summary>
    /// <param name="text">The text, written as UTF-8 in one call.</param>
    /// <returns>The bytes written, or −1.</returns>
    public Value Write(string text) => Write(1, text);

    /// <summary>Writes text in one write(2), which may write less than all.</summary>
    /// <param name="descriptor">Where to.</param>
    /// <param name="text">The text, written as UTF-8.</param>
    /// <returns>The bytes written, or −1.</returns>
    public Value Write(Operand descriptor, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Write(descriptor, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes bytes in one write(2), which may write less than all.</summary>
    /// <param name="descriptor">Where to.</param>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The bytes written, or −1.</returns>
    /// <exception cref="InvalidOperationException">An earlier step closed the descriptor.</exception>
    public Value Write(Operand descriptor, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        RequireOpen(descriptor, "write");
        return CallStep("write", "write({0}, {bytes}, {2})", [descriptor, Argument.At(Offset(bytes)), bytes.Length], intResult: false, keepBytes: true);
    }

    /// <summary>Reads once. The bytes appear in the trace.</summary>
    /// <param name="descriptor">Where from.</param>
    /// <param name="bufferBytes">The most to read, in bytes: 1 to 1 MiB.</param>
    /// <returns>The bytes read; 0 at end of file; −1 for an error.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/read.2.html"/>
    public Value Read(Operand descriptor, int bufferBytes = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bufferBytes, 1 << 20);
        RequireOpen(descriptor, "read");
        return CallStep("read", "read({0}, {bytes}, {2})", [descriptor, Argument.At(Offset(new byte[bufferBytes])), bufferBytes], intResult: false, keepBytes: true);
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="flags">The O_* flags of open(2).</param>
    /// <param name="mode">The permissions of a new file.</param>
    /// <returns>The new descriptor, or −1.</returns>
    public Value Open(string path, int flags, int mode = 0x1a4) =>
        CallStep("open", $"open(\"{path}\", 0x{flags:x}, {{2}})", [Argument.At(Text(path)), flags, mode]);

    /// <summary>Closes a descriptor.</summary>
    /// <param name="descriptor">Which.</param>
    /// <exception cref="InvalidOperationException">An earlier step closed it.</exception>
    public Value Close(Operand descriptor)
    {
        RequireOpen(descriptor, "close");
        var result = CallStep("close", "close({0})", [descriptor]);
        if (descriptor.Value is null)
        {
            closed.Add((int)descriptor.Constant);
        }

        return result;
    }

    /// <summary>Makes one descriptor number mean what another means; what it meant before is closed.</summary>
    /// <param name="from">An open descriptor.</param>
    /// <param name="to">The number to use.</param>
    public Value Dup2(Operand from, int to)
    {
        RequireOpen(from, "dup2");
        closed.Remove(to);
        return CallStep("dup2", "dup2({0}, {1})", [from, to]);
    }

    /// <summary>Makes a pipe in the child: pipe(2).</summary>
    /// <returns>The two descriptors; meaningless where the call failed.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/pipe.2.html"/>
    public PipeEnds Pipe()
    {
        var ends = Offset(new byte[PipeEndsBytes]);
        return EndsAt(ends, CallStep("pipe", "pipe(fds)", [Argument.At(ends)], keepPair: true));
    }

    /// <summary>Makes a pipe in the child with flags: pipe2(2).</summary>
    /// <param name="closeOnExec">O_CLOEXEC: both ends close when the child execs.</param>
    /// <param name="nonBlocking">O_NONBLOCK: a call that would wait fails with EAGAIN.</param>
    /// <param name="packets">O_DIRECT: each write is a packet of its own.</param>
    /// <returns>The two descriptors; meaningless where the call failed.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/pipe.2.html"/>
    public PipeEnds Pipe2(bool closeOnExec = false, bool nonBlocking = false, bool packets = false)
    {
        var flags = (closeOnExec ? Unistd.O_CLOEXEC : 0) | (nonBlocking ? Unistd.O_NONBLOCK : 0) | (packets ? OpenFlags.Direct : 0);
        var ends = Offset(new byte[PipeEndsBytes]);
        return EndsAt(ends, CallStep("pipe2", $"pipe2(fds, {OpenFlags.Names(flags)})", [Argument.At(ends), flags], keepPair: true));
    }

    /// <summary>Makes a pipe by the number of the older system call, which libc's pipe may leave unused.</summary>
    /// <exception cref="PlatformNotSupportedException">This architecture has no such call.</exception>
    internal PipeEnds PipeByNumber()
    {
        var ends = Offset(new byte[PipeEndsBytes]);
        return EndsAt(ends, CallStep("syscall", "syscall(SYS_pipe, fds)", [SystemCallTable.Number("pipe"), Argument.At(ends)], op: Op.SystemCall));
    }

    /// <summary>The two ints that the call left.</summary>
    private PipeEnds EndsAt(int offset, Value result) => new(
        result,
        IntAt(offset),
        IntAt(offset + sizeof(int)));
}
