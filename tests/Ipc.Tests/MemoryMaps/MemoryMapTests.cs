using Ipc.Children;
using Ipc.MemoryMaps;
using Ipc.Native;

namespace Ipc.Tests.MemoryMaps;

public sealed class MemoryMapTests
{
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
        const int Own = 8;
        var lazy = FirstTouch.Observe(64, populate: false);
        Assert.InRange(lazy.FaultsAtWrite, 64, 64 + Own);
        Assert.InRange(lazy.FaultsAtSecondWrite, 0, Own);
        Assert.InRange(FirstTouch.Observe(64, populate: true).FaultsAtWrite, 0, Own);
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
    public void The_page_cache_holds_what_was_written_and_what_was_read()
    {
        var views = PageCacheView.Observe(256);
        Assert.Equal(256, views[0].Resident);
        Assert.InRange(views[2].Resident, Math.Max(1, views[1].Resident), 256);
        Assert.InRange(views[3].Resident, 1, 256);
        Assert.Equal(256, views[4].Resident);
    }
}
