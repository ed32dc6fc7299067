using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>What became of a process that had mapped a file in memory, when another made the file shorter.</summary>
/// <param name="Seals">What the file bore when the receiver got it.</param>
/// <param name="Shortened">What the other's ftruncate(2) brought: "yes", or an errno.</param>
/// <param name="Receiver">How the process ended that read on.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/memfd_create.2.html"/>
public sealed record ShrunkMemory(string Seals, [property: Column("made shorter by the sender")] string Shortened, [property: Column("the receiver, who reads on")] ExitStatus Receiver) : IObservation
{
    /// <summary>Tries it with a file that bears no seal, and with one that is sealed against shrinking.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no memfd_create.</exception>
    public static IReadOnlyList<ShrunkMemory> ObserveAll() => [Observe(Children.Seals.None), Observe(Children.Seals.Shrink)];

    private static ShrunkMemory Observe(Seals seals)
    {
        using var file = MemoryFile.Create();
        file.Seal(seals);
        using var mapped = new Checkpoint();
        using var receiver = Fork.Start(c =>
        {
            // A core file of this is of use to nobody.
            c.ForbidCoreFile();
            var memory = c.Map(file.Bytes, MapProtection.Read, MapFlags.Shared, file.Descriptor);
            c.LoadAt(memory);
            mapped.Stop(c);
            c.LoadAt(memory);
            c.Exit(0);
        });
        var shortened = mapped.Look(receiver, () =>
        {
            Value? shorten = null;
            using var sender = Fork.Start(c =>
            {
                shorten = c.Truncate(file.Descriptor, 0);
                c.Exit(0);
            });
            sender.Wait();
            return sender.StepsOf(shorten!)[0].Errno?.ToString() ?? "yes";
        });
        return new(SealNames.Of(seals), shortened, receiver.Wait());
    }
}
