namespace Ipc.Fifos;

/// <summary>What a FIFO is opened for.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
public enum FifoAccess
{
    /// <summary>O_RDONLY: the open waits for a writer.</summary>
    Read = 0,

    /// <summary>O_WRONLY: the open waits for a reader.</summary>
    Write = 1,

    /// <summary>O_RDWR: the open never waits on Linux, since the process is reader and writer itself. POSIX leaves it undefined.</summary>
    ReadWrite = 2,
}
