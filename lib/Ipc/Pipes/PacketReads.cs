namespace Ipc.Pipes;

/// <summary>What reads brought of two writes, in a stream pipe or in one of packets.</summary>
/// <param name="Packets">Whether the pipe was made with O_DIRECT.</param>
/// <param name="BufferBytes">The most that each read asked for.</param>
/// <param name="Written">What each write wrote.</param>
/// <param name="Read">What each read brought, until nothing was left.</param>
public sealed record PacketReads(
    [property: Column("O_DIRECT")] bool Packets,
    [property: Column("buffer", Unit = "bytes")] int BufferBytes,
    IReadOnlyList<string> Written,
    IReadOnlyList<string> Read) : IObservation
{
    /// <summary>Bytes that were written and never read: the rest of packets that did not fit the buffer.</summary>
    [Column(Unit = "bytes")]
    public int Lost => Written.Sum(text => text.Length) - Read.Sum(text => text.Length);

    /// <summary>Writes "one" and "three" and reads until the pipe is empty.</summary>
    /// <param name="packets">Makes the pipe with O_DIRECT.</param>
    /// <param name="bufferBytes">The most that each read asks for, in bytes (1 or more).</param>
    /// <exception cref="Native.PosixException">EINVAL: the kernel knows no packets.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/pipe.2.html"/>
    public static PacketReads Observe(bool packets, int bufferBytes = 64)
    {
        using var pipe = Pipe.Create(nonBlocking: true, packets: packets);
        string[] written = ["one", "three"];
        foreach (var text in written)
        {
            pipe.TryWrite(System.Text.Encoding.ASCII.GetBytes(text));
        }

        var read = new List<string>();
        while (pipe.TryRead(bufferBytes) is { } bytes)
        {
            read.Add(System.Text.Encoding.ASCII.GetString(bytes));
        }

        return new PacketReads(packets, bufferBytes, written, read);
    }
}
