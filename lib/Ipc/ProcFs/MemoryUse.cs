using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>A mapping and how much of it is in memory, and whose: an entry of /proc/PID/smaps.</summary>
/// <param name="Mapping">The mapping; <c>null</c> for the sum over all of them.</param>
/// <param name="ResidentBytes">Rss: pages in memory.</param>
/// <param name="ProportionalBytes">Pss: the same, each page divided by how many processes map it.</param>
/// <param name="SharedCleanBytes">Mapped by others too, and as on disk.</param>
/// <param name="SharedDirtyBytes">Mapped by others too, and changed: after a fork, what parent and child still share.</param>
/// <param name="PrivateCleanBytes">Mapped by this process only, and as on disk.</param>
/// <param name="PrivateDirtyBytes">Mapped by this process only, and changed: what it has copied or written.</param>
/// <param name="AnonymousBytes">Pages that no file stands behind.</param>
/// <param name="HugePageBytes">AnonHugePages: what transparent huge pages hold.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html"/>
public sealed record MemoryUse(
    [property: Column(Hidden = true)] MemoryMapping? Mapping,
    [property: Column("Rss", Unit = "bytes")] long ResidentBytes,
    [property: Column("Pss", Unit = "bytes")] long ProportionalBytes,
    [property: Column(Unit = "bytes")] long SharedCleanBytes,
    [property: Column(Unit = "bytes")] long SharedDirtyBytes,
    [property: Column(Unit = "bytes")] long PrivateCleanBytes,
    [property: Column(Unit = "bytes")] long PrivateDirtyBytes,
    [property: Column(Unit = "bytes")] long AnonymousBytes,
    [property: Column(Unit = "bytes")] long HugePageBytes) : IObservation
{
    /// <summary>Private_Hugetlb and Shared_Hugetlb: huge pages from the pool that the administrator has set aside. They are in none of the other figures.</summary>
    [Column(Hidden = true)]
    public long PoolBytes { get; init; }

    /// <summary>Every mapping of a process with its use.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it may not be traced.</exception>
    public static IReadOnlyList<MemoryUse> AllOf(int pid)
    {
        var entries = new List<MemoryUse>();
        MemoryMapping? mapping = null;
        var figures = new Dictionary<string, long>();
        foreach (var line in ProcFile.ReadText($"/proc/{pid}/smaps").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var head = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (!head.EndsWith(':'))
            {
                Add(entries, mapping, figures);
                mapping = MemoryMapping.Parse(line);
            }
            else if (line.EndsWith("kB", StringComparison.Ordinal))
            {
                figures[head] = long.Parse(line[head.Length..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
            }
        }

        Add(entries, mapping, figures);
        return entries;
    }

    /// <summary>The use of the mapping that an address lies in.</summary>
    /// <param name="pid">The process id.</param>
    /// <param name="address">The address.</param>
    /// <returns>The entry, or <c>null</c> where nothing is mapped there.</returns>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it may not be traced.</exception>
    public static MemoryUse? At(int pid, ulong address) =>
        AllOf(pid).FirstOrDefault(use => address >= use.Mapping!.Start && address < use.Mapping.Start + (ulong)use.Mapping.Bytes);

    /// <summary>The sum over all mappings of a process.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it may not be traced.</exception>
    public static MemoryUse TotalOf(int pid)
    {
        var all = AllOf(pid);
        return new MemoryUse(
            null,
            all.Sum(use => use.ResidentBytes),
            all.Sum(use => use.ProportionalBytes),
            all.Sum(use => use.SharedCleanBytes),
            all.Sum(use => use.SharedDirtyBytes),
            all.Sum(use => use.PrivateCleanBytes),
            all.Sum(use => use.PrivateDirtyBytes),
            all.Sum(use => use.AnonymousBytes),
            all.Sum(use => use.HugePageBytes));
    }

    private static void Add(List<MemoryUse> entries, MemoryMapping? mapping, Dictionary<string, long> figures)
    {
        if (mapping is null)
        {
            return;
        }

        long Figure(string key) => figures.GetValueOrDefault(key);
        entries.Add(new MemoryUse(
            mapping,
            Figure("Rss:"),
            Figure("Pss:"),
            Figure("Shared_Clean:"),
            Figure("Shared_Dirty:"),
            Figure("Private_Clean:"),
            Figure("Private_Dirty:"),
            Figure("Anonymous:"),
            Figure("AnonHugePages:"))
        {
            PoolBytes = Figure("Private_Hugetlb:") + Figure("Shared_Hugetlb:"),
        });
        figures.Clear();
    }
}
