namespace Ipc.Sockets;

/// <summary>The MSG_* flags of send(2) and recv(2), and those that recvmsg(2) gives back.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/recv.2.html"/>
[Flags]
public enum MessageFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>MSG_PEEK: receive a message and leave it there.</summary>
    Peek = 2,

    /// <summary>MSG_CTRUNC, given back: there was no room for all descriptors that came along.</summary>
    ControlTruncated = 8,

    /// <summary>MSG_TRUNC, given back: the message was longer than the buffer, and the rest is lost. Asked for: return its real length.</summary>
    Truncated = 0x20,

    /// <summary>MSG_DONTWAIT: fail with EAGAIN where the call would wait.</summary>
    DontWait = 0x40,

    /// <summary>MSG_EOR: the end of a record.</summary>
    EndOfRecord = 0x80,

    /// <summary>MSG_WAITALL: wait until the buffer is full.</summary>
    WaitAll = 0x100,

    /// <summary>MSG_NOSIGNAL: fail with EPIPE, and send no SIGPIPE.</summary>
    NoSignal = 0x4000,
}
