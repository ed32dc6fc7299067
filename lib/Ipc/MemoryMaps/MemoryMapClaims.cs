using Ipc.Children;
using Ipc.Claims;
using Ipc.Native;
using Statement = Ipc.Claims.Statement;

namespace Ipc.MemoryMaps;

/// <summary>The claims of chapter 07. M2, which mechanism is the fastest, is decided in chapter 13.</summary>
internal static class MemoryMapClaims
{
    private const string Chapter = "07-memory-maps";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "M1",
            Chapter,
            new Statement(
                "A file that two processes map with MAP_SHARED is memory that they share: a store of one is a load of the other, without a system call. With MAP_PRIVATE it is not.",
                "两个进程以 MAP_SHARED 映射同一个文件，就共享了这块内存：一方写入，另一方无需系统调用即可读到；MAP_PRIVATE 则不然。"),
            "mmap(2)",
            Sharing),
        new(
            "M3",
            Chapter,
            new Statement(
                "A mapped page comes in at the first touch, one page fault each, unless MAP_POPULATE brought all in; an access to a page behind the end of the mapped file raises SIGBUS, and one where nothing is mapped SIGSEGV.",
                "映射的页在第一次访问时才调入，每页一次缺页，除非使用 MAP_POPULATE 预先调入；访问映射文件末尾之后的页产生 SIGBUS，访问未映射的地址产生 SIGSEGV。"),
            "mmap(2)",
            Touching)
        {
            FromNotes = false,
        },
        new(
            "M4",
            Chapter,
            new Statement(
                "What is stored in a shared mapping of a file is read from the file at once, before any msync; msync makes it lasting: the pages that were dirty are clean after it.",
                "写入文件共享映射的内容无需 msync 即可立刻从文件读到；msync 的作用是持久化：脏页在其后变为干净页。"),
            "msync(2)",
            Syncing)
        {
            FromNotes = false,
        },
        new(
            "M5",
            Chapter,
            new Statement(
                "A huge page comes in with a single page fault, where pages of ordinary size take one each.",
                "一个大页只需一次缺页即可调入，而普通大小的页每页都要一次缺页。"),
            "madvise(2)",
            Enlarging)
        {
            FromNotes = false,
        },
        new(
            "M6",
            Chapter,
            new Statement(
                "mremap moves a mapping to another address without copying a byte: its pages go along.",
                "mremap 把映射移到另一个地址而不复制任何字节：页随之移动。"),
            "mremap(2)",
            Moving)
        {
            FromNotes = false,
        },
    ];

    private static Decision Syncing()
    {
        var seen = MapSync.ObserveAll();
        var shared = seen.Where(look => look.Mapping == "MAP_SHARED").ToList();
        var summary = string.Join("; ", seen.GroupBy(look => look.Mapping).Select(looks => $"{looks.Key}: {looks.First().ReadFromFile} read where {looks.First().Stored} was stored, {looks.First().DirtyBytes} bytes dirty, {looks.ElementAt(1).DirtyBytes} after msync"));
        if (seen[0].FileSystem is "tmpfs" or "ramfs")
        {
            return Decision.NotObserved($"the scratch folder is in memory ({seen[0].FileSystem}), and has no disk to write to; set TMPDIR to a folder on a disk", seen);
        }

        if (shared[0].DirtyBytes == 0)
        {
            return Decision.NotObserved("the kernel had written the pages before the experiment looked; run it again", seen);
        }

        return Decision.Of(
            shared.All(look => look.ReadFromFile == look.Stored) && shared[1].DirtyBytes == 0 && seen.Except(shared).All(look => look.ReadFromFile == 0),
            summary,
            seen);
    }

    private static Decision Enlarging()
    {
        const int OwnFaults = 8;
        var seen = HugePages.ObserveAll();
        var huge = seen.Where(pages => pages.HugePageCount > 0).ToList();
        if (huge.Count == 0)
        {
            return Decision.NotObserved(string.Join("; ", seen.Where(pages => pages.Missing is not null).Select(pages => $"{pages.Asked}: {pages.Missing}")), seen);
        }

        return Decision.Of(
            huge.All(pages => pages.Faults <= pages.ExpectedFaults + OwnFaults) && seen[0].Faults >= seen[0].Pages,
            string.Join("; ", seen.Select(pages => $"{pages.Asked}: {(pages.Faults is { } faults ? $"{faults} faults for {pages.Bytes} bytes, {pages.HugePageCount} huge pages" : pages.Missing)}")),
            seen);
    }

    private static Decision Moving()
    {
        const int OwnFaults = 8;
        var seen = MovedMapping.ObserveAll();
        var (moved, copied) = (seen[0], seen[1]);
        return Decision.Of(
            moved.Intact && moved.Faults <= OwnFaults && (moved.SameFrames ?? moved.Pages) > moved.Pages / 2 && copied.Faults >= copied.Pages,
            string.Join("; ", seen.Select(way => $"{way.Way} of {way.Pages} pages: {way.Faults} faults{(way.SameFrames is { } frames ? $", {frames} pages in the same frame" : "")}, the old address {way.OldAddress}")),
            seen);
    }

    private static Decision Sharing()
    {
        MapSharing[] seen = [MapSharing.Observe(shared: true), MapSharing.Observe(shared: false)];
        return Decision.Of(
            seen[0].SeenByOther == seen[0].Written && seen[0].CallsBetween.Length == 0 && seen[1].SeenByOther == 0 && seen[1].ReadFromFile == 0,
            string.Join("; ", seen.Select(run => $"{run.Mapping}: {run.Written} stored, {run.SeenByOther} loaded by the other, {run.ReadFromFile} in the file, {(run.CallsBetween.Length > 0 ? run.CallsBetween : "no system call")} between")),
            seen);
    }

    private static Decision Touching()
    {
        const int Pages = 256, OwnFaults = 8;
        FirstTouch[] touches = [FirstTouch.Observe(Pages, populate: false), FirstTouch.Observe(Pages, populate: true)];
        var accesses = BadAccess.ObserveAll();
        bool Near(long faults, long expected) => faults >= expected && faults <= expected + OwnFaults;
        var isTouched = Near(touches[0].FaultsAtWrite, Pages) && Near(touches[0].FaultsAtSecondWrite, 0) && Near(touches[1].FaultsAtWrite, 0);
        var isSignalled = accesses[0].Status is ExitStatus.Exited && accesses[2].Status is ExitStatus.Signaled { Signal: Signal.SIGBUS } && accesses[3].Status is ExitStatus.Signaled { Signal: Signal.SIGSEGV };
        object[] evidence = [.. touches, .. accesses];
        return Decision.Of(
            isTouched && isSignalled,
            $"{string.Join("; ", touches.Select(touch => $"{touch.Mapping}{(touch.Mapping == "without" ? " MAP_POPULATE" : "")}: {touch.FaultsAtWrite} faults at the first write to {touch.Pages} pages, {touch.FaultsAtSecondWrite} at the second"))}; behind the end of the file: {accesses[2].Status}; where nothing was mapped: {accesses[3].Status}",
            evidence);
    }
}
