using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.MemoryMaps;

/// <summary>Whether a process saw what another had written into a mapping of the same file, and what a third read from the file.</summary>
/// <param name="Mapping">How both had mapped the file.</param>
/// <param name="Written">What the writer stored.</param>
/// <param name="SeenByOther">What the other process, which had mapped the file by itself, found in its mapping.</param>
/// <param name="ReadFromFile">What read(2) brought from the file, before anything was synced.</param>
/// <param name="CallsBetween">The system calls of both between the store and the load; empty where there were none.</param>
public sealed record MapSharing(
    string Mapping,
    long Written,
    [property: Column("seen by the other")] long SeenByOther,
    [property: Column("read from the file")] long ReadFromFile,
    [property: Column("system calls between")] string CallsBetween) : IObservation
{
    private const long Value = 4711;

    /// <summary>Only a kernel whose clock cannot be read without it sees this one, by which a step's time is taken.</summary>
    private const string Clock = "clock_gettime";

    /// <summary>Has two processes map a file of one page, one store a word and the other load it.</summary>
    /// <param name="shared">Both map it with MAP_SHARED; otherwise with MAP_PRIVATE.</param>
    /// <exception cref="PosixException">Tracing is not allowed here, or there is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/mmap.2.html"/>
    public static MapSharing Observe(bool shared)
    {
        using var scratch = Leftovers.Scratch.Create("map-sharing");
        var path = scratch.File("mapped");
        File.WriteAllBytes(path, new byte[Environment.SystemPageSize]);
        using var stored = SharedWord.Create();
        using var mapped = SharedWord.Create();
        Value? load = null;
        var trace = SystemCallTracer.Trace(c =>
        {
            Value Map()
            {
                var fd = c.Open(path, Unistd.O_RDWR);
                return c.Map(Environment.SystemPageSize, MapProtection.Read | MapProtection.Write, shared ? MapFlags.Shared : MapFlags.Private, fd);
            }

            c.Fork("writer", () =>
            {
                var page = Map();
                c.SpinUntil(mapped, 1);
                c.StoreAt(page, Value);
                c.Store(stored, 1);
                c.SpinUntil(mapped, 2);
                c.Exit(0);
            });
            var own = Map();
            c.LoadAt(own);
            c.Store(mapped, 1);
            c.SpinUntil(stored, 1);
            load = c.LoadAt(own);
            c.Store(mapped, 2);
            c.Wait(-1);
            c.Exit(0);
        });
        var steps = trace.Program!.Steps;
        var (store, loaded) = (steps.First(step => step.Call == "store_at"), steps.Last(step => step.Step == load!.Step));
        return new MapSharing(
            shared ? "MAP_SHARED" : "MAP_PRIVATE",
            Value,
            loaded.Result,
            BitConverter.ToInt64(File.ReadAllBytes(path)),
            string.Join(", ", trace.Calls.Where(call => call.Name != Clock && call.Start >= store.Start && call.Start <= loaded.End).Select(call => call.Name)));
    }
}
