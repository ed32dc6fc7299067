using System.Globalization;
using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.MemoryMaps;

/// <summary>With how many page faults, and in pages of which size, a mapping came into memory.</summary>
/// <param name="Asked">How it was asked for.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Faults">Minor faults while all of it was written to for the first time; <c>null</c> where there is no such mapping here.</param>
/// <param name="HugePageCount">The huge pages in it afterwards.</param>
/// <param name="HugePageBytes">The size of a huge page.</param>
/// <param name="Missing">Why it was not observed, and what to do; <c>null</c> where it was.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/madvise.2.html"/>
public sealed record HugePages(
    string Asked,
    [property: Column("mapped", Unit = "bytes")] long Bytes,
    [property: Column("faults at the first write", IsCount = true)] long? Faults,
    [property: Column("huge pages")] long? HugePageCount,
    [property: Column("size of one", Unit = "bytes")] long HugePageBytes,
    [property: Column("not observed, since")] string? Missing) : IObservation
{
    private const string Folder = "/sys/kernel/mm/transparent_hugepage";
    private const long LargestTried = 64 << 20;

    /// <summary>Pages of ordinary size in it.</summary>
    [Column(Hidden = true)]
    public long Pages => Bytes / Environment.SystemPageSize;

    /// <summary>The faults that this many huge pages and pages of ordinary size for all the rest should cost.</summary>
    [Column(Hidden = true)]
    public long ExpectedFaults => Pages - ((HugePageCount ?? 0) * ((HugePageBytes / Environment.SystemPageSize) - 1));

    /// <summary>The size of a transparent huge page; 0 where the kernel has none.</summary>
    internal static long TransparentBytes => ProcFile.TryReadText($"{Folder}/hpage_pmd_size") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>Writes to all of a mapping of four huge pages' length: asked for without huge pages, with transparent ones, and with those of the administrator's pool.</summary>
    public static IReadOnlyList<HugePages> ObserveAll()
    {
        var transparent = TransparentBytes;
        var pool = PoolPageBytes();
        var bytes = 4 * Math.Max(transparent, pool);
        if (bytes is 0 or > 4 * LargestTried)
        {
            return [new("huge pages", 0, null, null, bytes / 4, bytes == 0 ? "this kernel has none" : "they are too large to be tried by the way")];
        }

        return
        [
            Observe("MADV_NOHUGEPAGE", bytes, transparent, MapFlags.None, (c, memory) => c.AdviseNoHugePages(memory, bytes)),
            Observe("MADV_HUGEPAGE", bytes, transparent, MapFlags.None, (c, memory) => c.AdviseHugePages(memory, bytes)),
            Observe("MAP_HUGETLB", bytes, pool, MapFlags.HugePages, (_, _) => { }),
        ];
    }

    private static HugePages Observe(string asked, long bytes, long hugePageBytes, MapFlags flags, Action<ChildProgram, Value> advise)
    {
        using var looking = new Checkpoint();
        Value? map = null;
        using var child = Fork.Start(c =>
        {
            map = c.Map(bytes, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous | flags);
            looking.Stop(c);
            c.If(map < 0, () => c.Exit(1));
            advise(c, map);
            looking.Stop(c);
            c.FillAt(map, 1, bytes);
            looking.Stop(c);
            c.Exit(0);
        });
        ChildStep Mapped() => child.StepsOf(map!)[0];
        (long Faults, MemoryUse? Use) Look() => looking.Look(child, () => (
            ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping).MinorFaults,
            MemoryUse.At(child.Pid, (ulong)Mapped().Result)));
        Look();
        if (Mapped().Errno is { } refused)
        {
            child.Wait();
            return new(asked, bytes, null, null, hugePageBytes, Refused(refused));
        }

        var before = Look();
        (long Faults, MemoryUse? Use) after;
        try
        {
            after = Look();
        }
        catch (InvalidOperationException) when (child.Wait() is ExitStatus.Signaled { Signal: Signal.SIGBUS })
        {
            return new(asked, bytes, null, null, hugePageBytes, "mmap promised them, and the first write was SIGBUS: the control group allows none (hugetlb.*.max)");
        }

        child.Wait();
        var huge = hugePageBytes == 0 ? 0 : (after.Use!.HugePageBytes + after.Use.PoolBytes) / hugePageBytes;
        return new(asked, bytes, after.Faults - before.Faults, huge, hugePageBytes, asked == "MADV_HUGEPAGE" && huge == 0 ? WhyNoTransparent() ?? "memory had no free stretch of that size" : null);
    }

    private static string Refused(Errno errno) => errno == Errno.ENOMEM
        ? "mmap: ENOMEM, the pool has too few free ones; as root: echo 8 > /proc/sys/vm/nr_hugepages"
        : $"mmap: {errno}";

    /// <summary>Why advice brings none, as far as that is known without trying; <c>null</c> where nothing speaks against it.</summary>
    internal static string? WhyNoTransparent() =>
        TransparentBytes == 0 ? "this kernel has no transparent ones: it needs CONFIG_TRANSPARENT_HUGEPAGE"
        : (ProcFile.TryReadText($"{Folder}/enabled") ?? "").Contains("[never]", StringComparison.Ordinal) ? $"they are switched off; as root: echo madvise > {Folder}/enabled"
        : null;

    private static long PoolPageBytes()
    {
        var line = ProcFile.ReadText("/proc/meminfo").Split('\n').FirstOrDefault(line => line.StartsWith("Hugepagesize:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
