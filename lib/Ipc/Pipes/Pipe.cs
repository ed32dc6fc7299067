using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Pipes;

/// <summary>An anonymous pipe: bytes written at one end are read at the other, in order, one way.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
public sealed class Pipe : IDisposable
{
    private Pipe(FileDescriptor readEnd, FileDescriptor writeEnd)
    {
        ReadEnd = readEnd;
        WriteEnd = writeEnd;
    }

    /// <summary>PIPE_BUF: a write of at most so many bytes is never mixed with another's. 4096 on Linux.</summary>
    public static int AtomicBytes => 4096;

    /// <summary>The largest capacity that a process without CAP_SYS_RESOURCE can ask for, in bytes: /proc/sys/fs/pipe-max-size.</summary>
    public static int MaximumCapacity => int.Parse(ProcFile.ReadText("/proc/sys/fs/pipe-max-size"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The end to read from.</summary>
    public FileDescriptor ReadEnd { get; }

    /// <summary>The end to write to.</summary>
    public FileDescriptor WriteEnd { get; }

    /// <summary>How many bytes the pipe holds before a writer blocks. The kernel rounds what is set up to a power of two of pages.</summary>
    /// <exception cref="PosixException">Setting: EPERM above <see cref="MaximumCapacity"/> or above the user's share, EBUSY below what it holds now.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/F_SETPIPE_SZ.2const.html"/>
    public int Capacity
    {
        get => (int)Unistd.Checked("fcntl", $"{AnyEnd}, F_GETPIPE_SZ", () => Unistd.Fcntl(AnyEnd.Number, Unistd.F_GETPIPE_SZ, 0));
        set => Unistd.Checked("fcntl", $"{AnyEnd}, F_SETPIPE_SZ, {value}", () => Unistd.Fcntl(AnyEnd.Number, Unistd.F_SETPIPE_SZ, value));
    }

    /// <summary>How many bytes have been written and not read yet: FIONREAD.</summary>
    public int BytesWaiting => Ioctl.BytesWaiting(AnyEnd);

    /// <summary>How full the pipe is now.</summary>
    public PipeState State => new(Capacity, BytesWaiting);

    /// <summary>Both ends as this process holds them, with their flags; an end that is closed here is missing.</summary>
    public IReadOnlyList<OpenDescriptor> Descriptors =>
        [.. new[] { ReadEnd, WriteEnd }
            .Where(end => !end.IsClosed)
            .Select(end => OpenDescriptor.Find(Environment.ProcessId, end.Number))
            .Where(end => end is not null)
            .Select(end => end!)];

    private FileDescriptor AnyEnd => ReadEnd.IsClosed ? WriteEnd : ReadEnd;

    /// <summary>Makes a pipe with pipe2(2).</summary>
    /// <param name="nonBlocking">O_NONBLOCK: reads of an empty pipe and writes to a full one fail with EAGAIN.</param>
    /// <param name="packets">O_DIRECT: each write is a packet, and a read takes one packet.</param>
    /// <param name="closeOnExec">O_CLOEXEC. Without it, programs that this process starts meanwhile inherit both ends.</param>
    /// <exception cref="PosixException">EMFILE or ENFILE: too many descriptors. EINVAL: the kernel knows no packets.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/pipe.2.html"/>
    public static Pipe Create(bool nonBlocking = false, bool packets = false, bool closeOnExec = true)
    {
        var fds = new int[2];
        var flags = (closeOnExec ? Unistd.O_CLOEXEC : 0) | (nonBlocking ? Unistd.O_NONBLOCK : 0) | (packets ? OpenFlags.Direct : 0);
        Unistd.Checked("pipe2", OpenFlags.Names(flags), () => Unistd.Pipe2(fds, flags));
        return new Pipe(new FileDescriptor(fds[0], "read end"), new FileDescriptor(fds[1], "write end"));
    }

    /// <summary>Reads once from a non-blocking pipe.</summary>
    /// <param name="bufferBytes">The most to read, in bytes (1 or more).</param>
    /// <returns>The bytes; an empty array at end of file; <c>null</c> for EAGAIN: nothing is there, and a writer still is.</returns>
    /// <exception cref="PosixException">The read failed otherwise.</exception>
    public byte[]? TryRead(int bufferBytes = 4096)
    {
        var buffer = new byte[bufferBytes];
        var got = Try("read", ReadEnd, () => Unistd.Read(ReadEnd.Number, ref buffer[0], buffer.Length));
        return got is { } bytes ? buffer[..bytes] : null;
    }

    /// <summary>Writes once to a non-blocking pipe.</summary>
    /// <param name="bytes">What to write: 1 byte or more.</param>
    /// <returns>How many bytes went in, which may be fewer than given; <c>null</c> for EAGAIN: there is no room.</returns>
    /// <exception cref="PosixException">The write failed otherwise: EPIPE when no reader is left.</exception>
    public int? TryWrite(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentOutOfRangeException.ThrowIfZero(bytes.Length, nameof(bytes));
        return Try("write", WriteEnd, () => Unistd.Write(WriteEnd.Number, ref bytes[0], bytes.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ReadEnd.Dispose();
        WriteEnd.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"pipe ({ReadEnd}, {WriteEnd})";

    private static int? Try(string call, FileDescriptor end, Func<nint> attempt)
    {
        try
        {
            return (int)Unistd.Checked(call, end.Name, attempt);
        }
        catch (PosixException e) when (e.Errno == Errno.EAGAIN)
        {
            return null;
        }
    }
}
