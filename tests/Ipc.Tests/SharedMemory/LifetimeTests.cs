using Ipc.SharedMemory;

namespace Ipc.Tests.SharedMemory;

public sealed class LifetimeTests
{
    [Fact]
    public void Posix_memory_stays_until_its_name_is_taken_away_and_then_for_who_has_it_mapped() =>
        Assert.Equal(
            [("reads 4711", ""), ("shm_open: ENOENT", "reads 4711"), ("shm_open: ENOENT", "")],
            MemoryLifetime.ObservePosix().Select(one => (one.LaterProcess, one.Holder)));

    [Fact]
    public void A_segment_stays_until_it_is_removed_and_can_be_attached_by_its_identifier_until_the_last_detaches()
    {
        var seen = MemoryLifetime.ObserveSystemV();
        Assert.Equal([("reads 4711", ""), ("shmget: ENOENT", "reads 4711"), ("reads 4711", "reads 4711")], seen.Take(3).Select(one => (one.LaterProcess, one.Holder)));
        Assert.Contains(seen[3].LaterProcess, new[] { "shmat: EINVAL", "shmat: EIDRM" });
    }

    [Fact]
    public void A_file_in_memory_goes_with_its_last_descriptor_and_mapping() =>
        Assert.Equal(
            [("openat: ENOENT", ""), ("reads 4711", ""), ("openat: ENOENT", "reads 4711"), ("openat: ENOENT", "")],
            MemoryLifetime.ObserveMemoryFile().Select(one => (one.LaterProcess.Replace("open:", "openat:", StringComparison.Ordinal), one.Holder)));

    [Fact]
    public void Each_kind_shows_up_in_a_place_of_its_own()
    {
        var seen = MemoryListing.ObserveAll();
        Assert.Equal(["POSIX", "POSIX, unlinked", "System V", "memfd", "MAP_SHARED|MAP_ANONYMOUS"], seen.Select(one => one.Memory));
        Assert.Equal(seen[0].Maps, seen[0].File);
        Assert.StartsWith("/dev/shm/", seen[0].File, StringComparison.Ordinal);
        Assert.Equal((seen[0].File + " (deleted)", ""), (seen[1].Maps, seen[1].File));
        Assert.Equal([false, false, true, false, false], seen.Select(one => one.SysVIpc));
        Assert.StartsWith("/SYSV", seen[2].Maps, StringComparison.Ordinal);
        Assert.Equal("/memfd:laboratory (deleted)", seen[3].Maps);
        Assert.Equal("/dev/zero (deleted)", seen[4].Maps);
    }

    [Fact]
    public void Each_seal_forbids_what_it_is_called_after()
    {
        var seals = SealEffect.ObserveAll().ToDictionary(one => one.Seal);
        Assert.Equal(("", "yes", "yes", "yes", "yes"), Of("none"));
        Assert.Equal(("yes", "yes", "yes", "EPERM", "yes"), Of("F_SEAL_SHRINK"));
        Assert.Equal(("yes", "yes", "yes", "yes", "EPERM"), Of("F_SEAL_GROW"));
        Assert.Equal(("EBUSY", "EPERM", "EPERM", "yes", "yes"), Of("F_SEAL_WRITE"));
        Assert.Equal(("yes", "EPERM", "EPERM", "yes", "yes"), Of("F_SEAL_FUTURE_WRITE"));

        (string, string, string, string, string) Of(string seal) =>
            seals[seal] is var one ? (one.SealedWhileMapped, one.Write, one.MapForWriting, one.Shorten, one.Lengthen) : default;
    }

    [Fact]
    public void A_receiver_dies_of_a_file_that_is_made_shorter_and_a_seal_keeps_it_alive() =>
        Assert.Equal(
            [("none", "yes", "killed by SIGBUS"), ("F_SEAL_SHRINK", "EPERM", "exited with 0")],
            ShrunkMemory.ObserveAll().Select(one => (one.Seals, one.Shortened, one.Receiver.ToString())));

    [Fact]
    public void A_file_system_in_memory_that_is_full_kills_who_did_not_ask_for_the_room_before()
    {
        var seen = FullMemory.ObserveAll();
        Assert.SkipWhen(seen.Count == 0, "this machine does not let this user mount in a namespace of its own");
        Assert.Equal(
            [("ftruncate", "0", 4, "killed by SIGBUS"), ("fallocate", "ENOSPC", 0, "exited with 1")],
            seen.Select(one => (one.Made, one.Result, one.Pages, one.End.ToString())));
    }

    [Fact]
    public void An_address_means_nothing_to_another_process_and_an_offset_does()
    {
        var seen = StoredReference.ObserveAll();
        Assert.All(seen, one => Assert.NotEqual(one.WriterAddress, one.ReaderAddress));
        Assert.Contains("SIGSEGV", seen[0].Reader, StringComparison.Ordinal);
        Assert.Equal("reads 4711", seen[1].Reader);
    }

    [Fact]
    public void A_key_of_a_path_holds_sixteen_bits_of_its_inode()
    {
        var key = PathKey.Of("/proc/self/maps");
        Assert.Equal("0x41", key.Key[..4]);
        Assert.Equal(key.Inode[^3..], key.Key[^3..]);
        var same = PathKey.FindCollision("/usr");
        Assert.True(same.Count is 0 or 2);
        Assert.True(same.Count == 0 || (same[0].Key == same[1].Key && same[0].Inode != same[1].Inode));
    }
}
