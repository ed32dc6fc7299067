namespace Ipc.SharedMemory;

/// <summary>How the writer of a ring goes about it. The reader is always the same.</summary>
public enum RingProtocol
{
    /// <summary>It waits for a free slot, writes the message, and then counts it: with release order.</summary>
    CountsAfterwards,

    /// <summary>It counts the message as soon as it has written the first of its words.</summary>
    CountsTooEarly,

    /// <summary>It does not look whether the slot has been read.</summary>
    IgnoresTheReader,
}
