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
    ];

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
