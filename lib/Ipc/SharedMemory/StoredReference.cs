using System.Globalization;
using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>What a process found that followed a reference which another process had stored in memory that both had mapped.</summary>
/// <param name="Stored">What the writer stored of the place of its number.</param>
/// <param name="WriterAddress">Where the writer had the memory.</param>
/// <param name="ReaderAddress">Where the reader had it.</param>
/// <param name="Reader">What the reader read there, or what ended it.</param>
public sealed record StoredReference(
    string Stored,
    [property: Column("writer: mapped at")] string WriterAddress,
    [property: Column("reader: mapped at")] string ReaderAddress,
    string Reader) : IObservation
{
    private const long Number = 4711, PageBytes = 4096, Place = 64;

    /// <summary>Stores an address, and then an offset from the start of the memory.</summary>
    /// <exception cref="PosixException">ENOSYS: there is no shm_open here.</exception>
    public static IReadOnlyList<StoredReference> ObserveAll() => [Observe(isAddress: true), Observe(isAddress: false)];

    private static StoredReference Observe(bool isAddress)
    {
        using var memory = PosixSharedMemory.Create(PageBytes);
        Value? written = null, read = null, found = null;
        using var child = Fork.Start(c =>
        {
            c.ForbidCoreFile();
            Value Mapped() => c.Map(PageBytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, c.OpenShared(memory.Name));
            c.Wait(c.Fork("writer", () =>
            {
                written = Mapped();
                c.StoreAt(written + Place, Number);
                c.StoreAt(written, isAddress ? written + Place : c.Number(Place));
                c.Exit(0);
            }));
            c.Wait(c.Fork("reader", () =>
            {
                // Another page takes the place that the writer's memory had: two programs hardly ever have the same map.
                c.Map(PageBytes, MapProtection.None, MapFlags.Private | MapFlags.Anonymous);
                read = Mapped();
                var reference = c.LoadAt(read);
                found = c.LoadAt(isAddress ? reference : read + reference);
                c.Exit(0);
            }));
            c.Exit(0);
        });
        child.Wait();
        var waits = child.Trace.Steps.Where(step => step.Call == "wait4").ToList();
        var last = child.StepsOf(found!)[0];
        return new(
            isAddress ? "its address" : "its offset",
            Address(written!),
            Address(read!),
            last.End is null ? waits[^1].Detail : string.Create(CultureInfo.InvariantCulture, $"reads {last.Result}"));

        string Address(Value step) => $"0x{child.StepsOf(step)[0].Result:x}";
    }
}
