using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>The whole address space of a process at one moment, with how much of each mapping is in memory, and whose.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Command">The name of its program.</param>
/// <param name="Mappings">The mappings, lowest address first.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html"/>
public sealed record MemoryMap(int Pid, string Command, [property: Column(Hidden = true)] IReadOnlyList<MemoryUse> Mappings)
{
    /// <summary>The address space of a process now. A zombie has none.</summary>
    /// <param name="pid">Its process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it may not be traced.</exception>
    public static MemoryMap Of(int pid) => new(pid, ProcessStat.Of(pid).Command, MemoryUse.AllOf(pid));

    /// <summary>What is mapped, by what stands behind it: files, heap, stack, anonymous memory; the largest first.</summary>
    public IReadOnlyList<MemoryRegion> Regions() =>
        [.. Mappings.GroupBy(use => NameOf(use.Mapping!)).Select(group => new MemoryRegion(
                group.Key,
                group.Count(),
                group.Sum(use => use.Mapping!.Bytes),
                group.Sum(use => use.ResidentBytes),
                group.Sum(use => use.SharedCleanBytes + use.SharedDirtyBytes),
                group.Sum(use => use.PrivateCleanBytes + use.PrivateDirtyBytes)))
            .OrderByDescending(region => region.ResidentBytes)
            .ThenBy(region => region.Name, StringComparer.Ordinal)];

    /// <summary>A line for each kind of memory.</summary>
    public override string ToString() => string.Join('\n', Regions().Select(region => $"{region.Name}: {region.ResidentBytes / 1024} of {region.Bytes / 1024} KiB in memory"));

    private static string NameOf(MemoryMapping mapping) => mapping.Path.Length == 0 ? "anonymous" : mapping.Path.StartsWith('/') ? Path.GetFileName(mapping.Path) : mapping.Path;
}

/// <summary>All mappings of one file or kind.</summary>
/// <param name="Name">The file's name, "[heap]", "[stack]", or "anonymous".</param>
/// <param name="Mappings">How many mappings.</param>
/// <param name="Bytes">Their length together.</param>
/// <param name="ResidentBytes">What of it is in memory.</param>
/// <param name="SharedBytes">What of that other processes map, too.</param>
/// <param name="PrivateBytes">What of that only this process maps.</param>
public sealed record MemoryRegion(
    string Name,
    int Mappings,
    [property: Column("mapped", Unit = "bytes")] long Bytes,
    [property: Column("resident", Unit = "bytes")] long ResidentBytes,
    [property: Column("shared", Unit = "bytes")] long SharedBytes,
    [property: Column("private", Unit = "bytes")] long PrivateBytes) : IObservation;
