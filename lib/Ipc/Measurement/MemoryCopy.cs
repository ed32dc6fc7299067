namespace Ipc.Measurement;

/// <summary>How fast memory is copied: memmove(3), from one place to another, again and again.</summary>
/// <param name="Bytes">The size of the block.</param>
/// <param name="MebibytesPerSecond">The block's bytes divided by the median time.</param>
public sealed record MemoryCopy([property: Column("size", Unit = "bytes")] int Bytes, [property: Column("speed", Unit = "MiB/s")] double MebibytesPerSecond) : IObservation
{
    internal static IReadOnlyList<int> Sizes { get; } = [1024, 4096, 16 * 1024, 64 * 1024, 256 * 1024, 1 << 20];
}
