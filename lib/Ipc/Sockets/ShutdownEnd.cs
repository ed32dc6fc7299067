namespace Ipc.Sockets;

/// <summary>Which half of a connection shutdown(2) closes.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/shutdown.2.html"/>
public enum ShutdownEnd
{
    /// <summary>SHUT_RD: nothing more is received here, and who sends to it gets EPIPE.</summary>
    Read = 0,

    /// <summary>SHUT_WR: nothing more is sent from here, and the other side reads end of file.</summary>
    Write = 1,

    /// <summary>SHUT_RDWR: both.</summary>
    Both = 2,
}
