using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>What a file in memory allowed once it bore a seal: "yes", or the errno of the refusal.</summary>
/// <param name="Seal">The seal.</param>
/// <param name="SealedWhileMapped">Whether the seal could be put on while the file was mapped for writing.</param>
/// <param name="Write">write(2).</param>
/// <param name="MapForWriting">mmap(2) with PROT_WRITE and MAP_SHARED.</param>
/// <param name="Shorten">ftruncate(2) to less.</param>
/// <param name="Lengthen">ftruncate(2) to more.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html"/>
public sealed record SealEffect(
    string Seal,
    [property: Column("sealed while mapped for writing")] string SealedWhileMapped,
    string Write,
    [property: Column("map for writing")] string MapForWriting,
    string Shorten,
    string Lengthen) : IObservation
{
    private const long PageBytes = 4096;

    /// <summary>Tries all with no seal, and with each seal by itself, each with a file of its own.</summary>
    /// <exception cref="PosixException">A process could not be made.</exception>
    public static IReadOnlyList<SealEffect> ObserveAll() =>
        [.. new[] { Seals.None, Seals.Shrink, Seals.Grow, Seals.Write, Seals.FutureWrite }.Select(Observe)];

    private static SealEffect Observe(Seals seal)
    {
        const MapProtection Both = MapProtection.Read | MapProtection.Write;
        Value? added = null, write = null, map = null, shorten = null, lengthen = null;
        using var child = Fork.Start(c =>
        {
            var file = c.CreateMemoryFile("sealed");
            c.Truncate(file, 2 * PageBytes);
            var early = c.Map(2 * PageBytes, Both, MapFlags.Shared, file);
            added = c.AddSeals(file, seal);
            c.If(added.Is(-1), () =>
            {
                c.Unmap(early, 2 * PageBytes);
                c.AddSeals(file, seal);
            });
            write = c.Write(file, "bytes");
            map = c.Map(PageBytes, Both, MapFlags.Shared, file);
            shorten = c.Truncate(file, PageBytes);
            lengthen = c.Truncate(file, 3 * PageBytes);
            c.Exit(0);
        });
        child.Wait();
        string Outcome(Value step) => child.StepsOf(step)[0].Errno?.ToString() ?? "yes";
        return new(SealNames.Of(seal), seal == Seals.None ? "" : Outcome(added!), Outcome(write!), Outcome(map!), Outcome(shorten!), Outcome(lengthen!));
    }
}
