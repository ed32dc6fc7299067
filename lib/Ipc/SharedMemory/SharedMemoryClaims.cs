using Ipc.Claims;
using Statement = Ipc.Claims.Statement;

namespace Ipc.SharedMemory;

/// <summary>The claim of chapter 10.</summary>
internal static class SharedMemoryClaims
{
    private const string Chapter = "10-shared-memory";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "H1",
            Chapter,
            new Statement(
                "Shared memory stays when the process that made it ends, and later processes can use it.",
                "创建共享内存的进程结束之后，这块内存依然保留，后来的进程可以继续使用。"),
            "shm_overview(7)",
            Staying),
    ];

    private static Decision Staying()
    {
        IReadOnlyList<MemoryLifetime> seen = [.. MemoryLifetime.ObservePosix(), .. MemoryLifetime.ObserveSystemV(), .. MemoryLifetime.ObserveMemoryFile()];
        var (found, gone) = (seen.Where(one => one.IsAfterMaker && one.IsFound).ToList(), seen.Where(one => one.IsAfterMaker && !one.IsFound).ToList());
        string Kinds(IEnumerable<MemoryLifetime> kinds) => string.Join(", ", kinds.Select(one => one.Memory));
        var summary = $"after its maker was killed, a later process found {(found.Count == 0 ? "none" : $"that of {Kinds(found)}")}"
            + (gone.Count == 0 ? "" : $"; not found: {string.Join(", ", gone.Select(one => $"{one.Memory} ({one.LaterProcess})"))}")
            + $"; who had it mapped kept it in {seen.Count(one => one.IsKept)} of {seen.Count(one => one.Holder.Length > 0)} cases after it had been removed";
        return gone.Count == 0 ? Decision.Of(holds: true, summary, seen)
            : found.Count == 0 ? Decision.Of(holds: false, summary, seen)
            : new Decision(Verdict.Depends, "any", summary, seen);
    }
}
