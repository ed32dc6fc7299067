namespace Ipc.Fifos;

/// <summary>What a reading program does about the end of a file that comes again and again.</summary>
public enum FifoReader
{
    /// <summary>Opens once and reads in a loop.</summary>
    Loop,

    /// <summary>Opens once, and in a loop waits with poll(2) and reads.</summary>
    Poll,

    /// <summary>Reads to the end of the file, closes, and opens again.</summary>
    Reopen,

    /// <summary>Waits with poll(2), reads, and at POLLHUP closes and opens again with O_NONBLOCK.</summary>
    PollAndReopen,

    /// <summary>Opens the FIFO for writing, too, and never writes: the file has no end.</summary>
    KeepsWriteEnd,
}
