namespace Ipc.Sockets;

/// <summary>What epoll_wait(2) is asked to wait for, what it finds, and how often it says so.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html"/>
[Flags]
public enum EpollEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>EPOLLIN: there is something to read, or the end of the file.</summary>
    In = 1,

    /// <summary>EPOLLOUT: there is room to write.</summary>
    Out = 4,

    /// <summary>EPOLLERR, found whether asked for or not.</summary>
    Error = 8,

    /// <summary>EPOLLHUP, found whether asked for or not: both halves of the connection are closed.</summary>
    HangUp = 16,

    /// <summary>EPOLLRDHUP: the other side sends nothing more.</summary>
    PeerHangUp = 0x2000,

    /// <summary>EPOLLONESHOT: say it once, and then nothing until the descriptor is armed again.</summary>
    OneShot = 1 << 30,

    /// <summary>EPOLLET: say it when something has come, and not again while it lies there.</summary>
    EdgeTriggered = 1 << 31,
}
