namespace Ipc.Children;

/// <summary>What poll(2) is asked to wait for, and what it found.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/poll.2.html"/>
[Flags]
public enum PollEvents
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>POLLIN: there is something to read.</summary>
    In = 1,

    /// <summary>POLLPRI: there is something urgent to read.</summary>
    Priority = 2,

    /// <summary>POLLOUT: there is room to write.</summary>
    Out = 4,

    /// <summary>POLLERR, found whether asked for or not: of a pipe's write end, that nobody can read any more.</summary>
    Error = 8,

    /// <summary>POLLHUP, found whether asked for or not: of a pipe's read end, that nobody can write any more.</summary>
    HangUp = 16,

    /// <summary>POLLNVAL, found whether asked for or not: the descriptor is not open.</summary>
    Invalid = 32,
}
