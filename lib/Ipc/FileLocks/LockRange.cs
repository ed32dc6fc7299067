using Ipc.Children;
using Ipc.Native;

namespace Ipc.FileLocks;

/// <summary>Whether a process got a lock on some bytes of a file while another had locked bytes 10 to 19 of it.</summary>
/// <param name="Held">How the other had them: "shared" or "exclusive".</param>
/// <param name="Asked">Which bytes it asked for.</param>
/// <param name="How">Which lock it asked for: "shared" or "exclusive".</param>
/// <param name="Outcome">"got it", or an errno.</param>
public sealed record LockRange(
    [property: Column("bytes 10–19 are held")] string Held,
    [property: Column("asks for bytes")] string Asked,
    [property: Column("as")] string How,
    string Outcome) : IObservation
{
    private const int Start = 10, Bytes = 10;

    private static readonly IReadOnlyList<(string Name, long Start, long Bytes)> Ranges = [("0–9", 0, 10), ("15", 15, 1), ("20–29", 20, 10), ("1,000,000–1,000,009", 1_000_000, 10), ("all", 0, 0)];

    /// <summary>Asks for bytes before, within, behind, and far behind the end of a file of 30 bytes, with locks of the process.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html"/>
    public static IReadOnlyList<LockRange> ObserveAll()
    {
        using var scratch = Leftovers.Scratch.Create("lock-range");
        var path = scratch.File("locked");
        File.WriteAllText(path, new string('.', 30));
        return
        [
            .. Observe(path, LockType.Write, LockType.Write, Ranges),
            .. Observe(path, LockType.Write, LockType.Read, [Ranges[1]]),
            .. Observe(path, LockType.Read, LockType.Read, [Ranges[1]]),
        ];
    }

    private static IEnumerable<LockRange> Observe(string path, LockType held, LockType how, IReadOnlyList<(string Name, long Start, long Bytes)> ranges)
    {
        List<Value> asked = [];
        using var holder = Fork.Start(c =>
        {
            var fd = c.Open(path, Unistd.O_RDWR);
            c.LockBytes(fd, start: Start, bytes: Bytes, type: held);
            c.Wait(c.Fork("asker", () =>
            {
                var own = c.Open(path, Unistd.O_RDWR);
                foreach (var (_, start, bytes) in ranges)
                {
                    asked.Add(c.LockBytes(own, start: start, bytes: bytes, type: how));
                    c.LockBytes(own, start: start, bytes: bytes, type: LockType.Unlock);
                }

                c.Exit(0);
            }));
            c.Exit(0);
        });
        holder.Wait();
        return [.. ranges.Zip(asked, (range, step) => new LockRange(InWords(held), range.Name, InWords(how), holder.StepsOf(step)[0].Errno?.ToString() ?? "got it"))];
    }

    private static string InWords(LockType type) => type == LockType.Read ? "shared" : "exclusive";
}
