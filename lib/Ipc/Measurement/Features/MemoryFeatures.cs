using System.Globalization;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Measurement.Features;

/// <summary>Huge pages and locked memory.</summary>
internal static class MemoryFeatures
{
    private const string ThpFolder = "/sys/kernel/mm/transparent_hugepage";

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("transparent huge pages", "chapters 01, 07: P4 and M3 are measured with small pages only", TransparentHugePage),
        new("hugetlb pages", "chapter 07: M3 does not show them; root gets some by sysctl vm.nr_hugepages=16", HugePage),
        new("locked memory", "chapter 13: what is measured may be paged out; ulimit -l raises the limit", LockedMemory),
    ];

    private static unsafe Attempt TransparentHugePage()
    {
        var files = new HostFiles();
        var setting = files.Text($"{ThpFolder}/enabled", out var reason) ?? throw new IOException(reason);
        var bytes = long.Parse(files.Text($"{ThpFolder}/hpage_pmd_size") ?? "2097152", CultureInfo.InvariantCulture);
        using var region = new Mman.Region(2 * bytes, shared: false);
        var start = (nint)((region.Address + bytes - 1) / bytes * bytes);
        Unistd.Checked("madvise", "MADV_HUGEPAGE", () => Mman.Advise(start, (nint)bytes, Mman.MADV_HUGEPAGE));
        *(byte*)start = 1;
        var given = MemoryUse.At(Environment.ProcessId, (ulong)start)?.HugePageBytes ?? 0;
        return new(given >= bytes, $"the first byte written brought {given >> 10:N0} KiB in huge pages of {bytes >> 10:N0} KiB; enabled: {setting}");
    }

    private static Attempt HugePage()
    {
        var kibibytes = long.Parse(new HostFiles().Field("/proc/meminfo", "Hugepagesize", ':')?.Split(' ')[0] ?? throw new IOException("/proc/meminfo has no Hugepagesize"), CultureInfo.InvariantCulture);
        using var region = Mman.Region.OfHugePages(kibibytes * 1024);
        var pages = new byte[kibibytes * 1024 / Environment.SystemPageSize];
        Unistd.Checked("mincore", "", () => Mman.Resident(region.Address, (nint)region.Bytes, pages));
        return new((pages[0] & 1) != 0, $"a page of {kibibytes:N0} KiB was mapped{((pages[0] & 1) != 0 ? " and is in memory" : ", and is not in memory")}");
    }

    private static Attempt LockedMemory()
    {
        const int Bytes = 64 * 1024;
        var limit = Resource.LimitOf(Resource.RLIMIT_MEMLOCK);
        using var region = new Mman.Region(Bytes, shared: false);
        Unistd.Checked("mlock", $"{Bytes} bytes, limit {limit}", () => Mman.Lock(region.Address, Bytes));
        var locked = MemoryUse.At(Environment.ProcessId, (ulong)region.Address)?.ResidentBytes ?? 0;
        return new(locked >= Bytes, $"{Bytes >> 10} KiB locked, {locked >> 10} KiB in memory without being touched; limit: {limit} bytes");
    }
}
