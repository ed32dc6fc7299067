using Ipc.Children;
using Ipc.MemoryMaps;
using Ipc.Native;

namespace Ipc.Tests.MemoryMaps;

public sealed class MemoryMapTests
{
    /// <summary>What a child's own code may cost besides.</summary>
    private const int OwnFaults = 8;

    [Fact]
    public void A_shared_mapping_is_seen_by_the_other_without_a_system_call_and_by_who_reads_the_file()
    {
        var seen = MapSharing.Observe(shared: true);
        Assert.Equal((seen.Written, seen.Written, ""), (seen.SeenByOther, seen.ReadFromFile, seen.CallsBetween));
    }

    [Fact]
    public void A_private_mapping_is_seen_by_nobody_else()
    {
        var seen = MapSharing.Observe(shared: false);
        Assert.Equal((0, 0), (seen.SeenByOther, seen.ReadFromFile));
    }

    [Fact]
    public void Pages_come_in_at_the_first_write_unless_they_were_populated()
    {
        var lazy = FirstTouch.Observe(64, populate: false);
        Assert.InRange(lazy.FaultsAtWrite, 64, 64 + OwnFaults);
        Assert.InRange(lazy.FaultsAtSecondWrite, 0, OwnFaults);
        Assert.InRange(FirstTouch.Observe(64, populate: true).FaultsAtWrite, 0, OwnFaults);
    }

    [Fact]
    public void Each_wrong_access_has_its_signal() => Assert.Equal(
        [
            new ExitStatus.Exited(0),
            new ExitStatus.Exited(0),
            new ExitStatus.Signaled(Signal.SIGBUS, false),
            new ExitStatus.Signaled(Signal.SIGSEGV, false),
            new ExitStatus.Signaled(Signal.SIGSEGV, false),
            new ExitStatus.Signaled(Signal.SIGSEGV, false),
        ],
        BadAccess.ObserveAll().Select(access => access.Status));

    [Fact]
    public void The_signal_tells_what_was_wrong_and_where() => Assert.Equal(
        [
            ("", null),
            ("", null),
            ("BUS_ADRERR", Environment.SystemPageSize),
            ("SEGV_MAPERR", 0),
            ("SEGV_ACCERR", 0),
            ("SEGV_ACCERR", 0L),
        ],
        BadAccess.ObserveAll().Select(access => (access.Code, access.Byte)));

    [Fact]
    public void A_huge_page_comes_in_with_one_fault()
    {
        foreach (var pages in HugePages.ObserveAll().Where(pages => pages.Faults is not null))
        {
            Assert.InRange(pages.Faults!.Value, 1, pages.ExpectedFaults + OwnFaults);
        }
    }

    [Fact]
    public void Pages_of_ordinary_size_can_be_asked_for()
    {
        var ordinary = HugePages.ObserveAll()[0];
        Assert.SkipWhen(ordinary.Faults is null, ordinary.Missing ?? "");
        Assert.Equal(0, ordinary.HugePageCount);
        Assert.InRange(ordinary.Faults!.Value, ordinary.Pages, ordinary.Pages + OwnFaults);
    }

    [Fact]
    public void What_is_stored_in_a_shared_mapping_is_read_at_once_and_clean_after_msync()
    {
        var seen = MapSync.ObserveAll();
        Assert.All(seen.Where(look => look.Mapping == "MAP_SHARED"), look => Assert.Equal(look.Stored, look.ReadFromFile));
        Assert.All(seen.Where(look => look.Mapping == "MAP_PRIVATE"), look => Assert.Equal(0, look.ReadFromFile));
        Assert.True(seen[1].DirtyBytes == 0 || seen[1].FileSystem is "tmpfs" or "ramfs");
    }

    [Fact]
    public void A_moved_mapping_costs_no_faults_and_keeps_its_frames()
    {
        var (moved, copied) = (MovedMapping.ObserveAll(64)[0], MovedMapping.ObserveAll(64)[1]);
        Assert.InRange(moved.Faults, 0, OwnFaults);
        Assert.InRange(copied.Faults, 64, 64 + OwnFaults);
        Assert.Equal((true, true), (moved.Intact, copied.Intact));
        Assert.Equal(("not mapped any more", "still mapped"), (moved.OldAddress, copied.OldAddress));
        if (moved.SameFrames is not null)
        {
            // Compaction may give a page another frame at any time.
            Assert.InRange(moved.SameFrames.Value, 33, 64);
            Assert.Equal(0, copied.SameFrames);
        }
    }

    [Fact]
    public void The_page_cache_holds_what_was_written_and_what_was_read()
    {
        var views = PageCacheView.Observe(256);
        Assert.Equal(256, views[0].Resident);
        Assert.InRange(views[2].Resident, Math.Max(1, views[1].Resident), 256);
        Assert.InRange(views[3].Resident, 1, 256);
        Assert.Equal(256, views[4].Resident);
    }
}
