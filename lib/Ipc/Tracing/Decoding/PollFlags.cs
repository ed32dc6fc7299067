namespace Ipc.Tracing.Decoding;

/// <summary>poll.h, sys/epoll.h, sys/inotify.h and the like by name.</summary>
internal static class PollFlags
{
    internal static FlagSet Poll { get; } = new("POLL",
        (1, "POLLIN"), (2, "POLLPRI"), (4, "POLLOUT"), (8, "POLLERR"), (0x10, "POLLHUP"), (0x20, "POLLNVAL"),
        (0x40, "POLLRDNORM"), (0x80, "POLLRDBAND"), (0x100, "POLLWRNORM"), (0x200, "POLLWRBAND"), (0x400, "POLLMSG"), (0x1000, "POLLREMOVE"), (0x2000, "POLLRDHUP"));

    internal static FlagSet Epoll { get; } = new("EPOLL",
        (1, "EPOLLIN"), (2, "EPOLLPRI"), (4, "EPOLLOUT"), (0x40, "EPOLLRDNORM"), (0x80, "EPOLLRDBAND"), (0x100, "EPOLLWRNORM"), (0x200, "EPOLLWRBAND"), (0x400, "EPOLLMSG"),
        (8, "EPOLLERR"), (0x10, "EPOLLHUP"), (0x2000, "EPOLLRDHUP"),
        (0x10000000, "EPOLLEXCLUSIVE"), (0x20000000, "EPOLLWAKEUP"), (0x40000000, "EPOLLONESHOT"), (0x80000000, "EPOLLET"));

    internal static FlagSet EpollOperations { get; } = FlagSet.Numbered("EPOLL_CTL", "EPOLL_CTL_ADD EPOLL_CTL_DEL EPOLL_CTL_MOD", first: 1);

    internal static FlagSet EpollCreate { get; } = new("EPOLL", (0x80000, "EPOLL_CLOEXEC"));

    internal static FlagSet Eventfd { get; } = new("EFD", (1, "EFD_SEMAPHORE"), (0x80000, "EFD_CLOEXEC"), (0x800, "EFD_NONBLOCK"));

    internal static FlagSet Signalfd { get; } = new("SFD", (0x80000, "SFD_CLOEXEC"), (0x800, "SFD_NONBLOCK"));

    internal static FlagSet InotifyCreate { get; } = new("IN", (0x800, "IN_NONBLOCK"), (0x80000, "IN_CLOEXEC"));

    internal static FlagSet Inotify { get; } = FlagSet.Bits("IN",
        "IN_ACCESS IN_MODIFY IN_ATTRIB IN_CLOSE_WRITE IN_CLOSE_NOWRITE IN_OPEN IN_MOVED_FROM IN_MOVED_TO IN_CREATE IN_DELETE IN_DELETE_SELF IN_MOVE_SELF - IN_UNMOUNT IN_Q_OVERFLOW IN_IGNORED")
        .With((0x01000000, "IN_ONLYDIR"), (0x02000000, "IN_DONT_FOLLOW"), (0x04000000, "IN_EXCL_UNLINK"), (0x10000000, "IN_MASK_CREATE"), (0x20000000, "IN_MASK_ADD"), (0x40000000, "IN_ISDIR"), (0x80000000, "IN_ONESHOT"));
}
