using System.Buffers;
using System.Text;

namespace Ipc.Children;

/// <summary>What a child wrote to its standard output and standard error.</summary>
/// <param name="StandardOutput">Descriptor 1, as UTF-8 text.</param>
/// <param name="StandardError">Descriptor 2, as UTF-8 text.</param>
/// <param name="DroppedBytes">Bytes beyond the limit of 1 MiB a stream, which were read and dropped; 0 when all is here.</param>
public sealed record ChildOutput(string StandardOutput, string StandardError, [property: Column("dropped", Unit = "bytes")] long DroppedBytes) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => StandardOutput + StandardError;
}

/// <summary>Collects one captured stream.</summary>
internal sealed class CapturedStream(Pipes.Pipe pipe) : IDisposable
{
    private const int LimitBytes = 1 << 20, ReadsAtOnce = 32, BufferBytes = 64 * 1024;
    private readonly MemoryStream kept = new();

    internal long DroppedBytes { get; private set; }

    /// <summary>All bytes read so far, kept or dropped.</summary>
    internal long TakenBytes => kept.Length + DroppedBytes;

    internal bool AtEnd { get; private set; }

    internal int ReadEnd => pipe.ReadEnd.Number;

    internal int WriteEnd => pipe.WriteEnd.Number;

    internal string Text => Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);

    /// <summary>The parent's copy of the write end goes, so that end of file can come.</summary>
    internal void CloseWriteEnd() => pipe.WriteEnd.Dispose();

    /// <summary>Takes what is there without waiting; at most 2 MiB, so that a child which never stops writing cannot hold its reader.</summary>
    internal void Drain()
    {
        // Not a buffer of its own: memory that is new, or that a fork has just shared, costs a page fault each 4 KiB.
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var reads = 0; !AtEnd && reads < ReadsAtOnce; reads++)
            {
                var got = Native.Unistd.Read(ReadEnd, ref buffer[0], buffer.Length);
                if (got <= 0)
                {
                    AtEnd = got == 0;
                    return;
                }

                var fits = (int)Math.Min(got, LimitBytes - kept.Length);
                kept.Write(buffer, 0, fits);
                DroppedBytes += got - fits;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => pipe.Dispose();
}
