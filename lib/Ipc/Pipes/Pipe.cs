using Ipc.Native;

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

    /// <summary>The end to read from.</summary>
    public FileDescriptor ReadEnd { get; }

    /// <summary>The end to write to.</summary>
    public FileDescriptor WriteEnd { get; }

    /// <summary>How many bytes the pipe holds before a writer blocks.</summary>
    /// <exception cref="PosixException">Setting: EPERM above /proc/sys/fs/pipe-max-size, EBUSY below what it holds now.</exception>
    public int Capacity
    {
        get => (int)Unistd.Checked("fcntl", $"{ReadEnd}, F_GETPIPE_SZ", () => Unistd.Fcntl(ReadEnd.Number, Unistd.F_GETPIPE_SZ, 0));
        set => Unistd.Checked("fcntl", $"{WriteEnd}, F_SETPIPE_SZ, {value}", () => Unistd.Fcntl(WriteEnd.Number, Unistd.F_SETPIPE_SZ, value));
    }

    /// <summary>Makes a pipe with pipe2(2), both ends close-on-exec.</summary>
    /// <param name="nonBlocking">Reads of an empty pipe and writes to a full one fail with EAGAIN.</param>
    /// <exception cref="PosixException">EMFILE or ENFILE: too many descriptors.</exception>
    public static Pipe Create(bool nonBlocking = false)
    {
        var fds = new int[2];
        var flags = Unistd.O_CLOEXEC | (nonBlocking ? Unistd.O_NONBLOCK : 0);
        Unistd.Checked("pipe2", "", () => Unistd.Pipe2(fds, flags));
        return new Pipe(new FileDescriptor(fds[0], "read end"), new FileDescriptor(fds[1], "write end"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ReadEnd.Dispose();
        WriteEnd.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"pipe ({ReadEnd}, {WriteEnd})";
}
