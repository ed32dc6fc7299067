namespace Ipc.Hangs;

/// <summary>What a blocked thread waits for.</summary>
public enum WaitKind
{
    /// <summary>It is in a call that this library does not take apart, or computes.</summary>
    Other,

    /// <summary>Bytes, or end of file, from a pipe or FIFO.</summary>
    PipeData,

    /// <summary>Room in a full pipe or FIFO.</summary>
    PipeRoom,

    /// <summary>Somebody who opens the other end of a FIFO.</summary>
    FifoPartner,

    /// <summary>A file lock that another holds.</summary>
    FileLock,

    /// <summary>A wake-up at a futex.</summary>
    Futex,

    /// <summary>Its turn at a System V semaphore.</summary>
    Semaphore,

    /// <summary>The end of a child.</summary>
    Child,

    /// <summary>Its peer at a socket.</summary>
    SocketPeer,

    /// <summary>A message in an empty queue, or one of the type asked for.</summary>
    QueueMessage,

    /// <summary>Room in a full message queue.</summary>
    QueueRoom,

    /// <summary>Input from a terminal, or its turn at one.</summary>
    Terminal,

    /// <summary>A signal.</summary>
    Signal,

    /// <summary>A time.</summary>
    Time,

    /// <summary>Any of several descriptors: poll, select, epoll.</summary>
    Descriptors,
}
