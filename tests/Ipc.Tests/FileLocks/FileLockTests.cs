using Ipc.Children;
using Ipc.Fifos;
using Ipc.FileLocks;
using Ipc.Native;

namespace Ipc.Tests.FileLocks;

public sealed class FileLockTests
{
    [Fact]
    public void A_lock_lives_as_long_as_what_it_belongs_to()
    {
        var fates = LockFate.ObserveAll().ToDictionary(fate => fate.Event);
        Assert.Equal((true, true, true), Held("does nothing more"));
        Assert.Equal((true, false, true), Held("opens the file again and closes that"));
        Assert.Equal((true, false, true), Held("closes a copy made by dup2"));
        Assert.Equal((true, false, true), Held("closes the descriptor, and a copy is left"));
        Assert.Equal((true, false, true), Held("forks, and closes its own descriptor"));
        Assert.Equal((false, true, false), Held("forks, and the child unlocks the file"));
        Assert.Equal((true, true, true), Held("becomes another program (exec)"));
        Assert.Equal((false, false, false), Held("closes its only descriptor"));
        Assert.Equal((false, false, false), Held("is killed"));

        (bool? Flock, bool? Fcntl, bool? OpenFileDescription) Held(string what) => (fates[what].Flock, fates[what].Fcntl, fates[what].OpenFileDescription);
    }

    [Fact]
    public void A_second_instance_is_refused_and_one_after_a_crash_is_not()
    {
        var instances = SingleInstance.Observe();
        Assert.Equal(["got it", "EAGAIN", "got it"], instances.Select(instance => instance.Lock));
        Assert.EndsWith("which runs", instances[1].PidFile, StringComparison.Ordinal);
        Assert.EndsWith("which is no process", instances[2].PidFile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernel_finds_a_ring_of_locks_of_processes_and_no_other()
    {
        var fcntl = LockDeadlock.Observe(LockKind.Fcntl);
        Assert.Equal(("EDEADLK", ""), (fcntl.Outcome, fcntl.Hang));
        var flock = LockDeadlock.Observe(LockKind.Flock);
        Assert.StartsWith("both hung", flock.Outcome, StringComparison.Ordinal);
        Assert.Contains("none of them can go on", flock.Hang, StringComparison.Ordinal);
        var description = LockDeadlock.Observe(LockKind.OpenFileDescription);
        Assert.StartsWith("both hung", description.Outcome, StringComparison.Ordinal);
        Assert.Contains("none of them can go on", description.Hang, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_flock_gives_its_share_back_before_it_asks_for_more()
    {
        var upgrades = LockUpgrade.ObserveAll();
        Assert.Equal(["flock", "fcntl", "OFD"], upgrades.Select(upgrade => upgrade.Kind));
        Assert.All(upgrades, upgrade => Assert.Equal("EAGAIN", upgrade.First));
        Assert.Equal(["got it", "EAGAIN", "EAGAIN"], upgrades.Select(upgrade => upgrade.Second));
        Assert.Equal(["one after the other had it", "EDEADLK", "both hung, until one was killed"], upgrades.Select(upgrade => upgrade.Waiting));
    }

    [Fact]
    public void A_file_that_was_removed_and_made_anew_has_a_lock_of_its_own() =>
        Assert.Equal([(true, false), (true, true)], UnlinkedLock.ObserveAll().Select(seen => (seen.First, seen.Second)));

    [Fact]
    public void Proc_locks_lists_who_holds_and_who_waits()
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("locks");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var holder = Fork.Start(c => Lock(c));
        Assert.True(SpinWait.SpinUntil(() => LockEntry.Of(holder.Pid).Count == 1, TimeSpan.FromSeconds(5)));
        using var waiter = Fork.Start(c => Lock(c));
        Assert.True(SpinWait.SpinUntil(() => LockEntry.Of(waiter.Pid).Count == 1, TimeSpan.FromSeconds(5)));
        var (held, awaited) = (LockEntry.Of(holder.Pid)[0], LockEntry.Of(waiter.Pid)[0]);
        Assert.Equal((false, "flock", "WRITE"), (held.Blocked, held.Kind, held.Access));
        Assert.Equal((true, held.Id, held.File), (awaited.Blocked, awaited.Id, awaited.File));

        void Lock(ChildProgram c)
        {
            c.Flock(c.Open(path, Unistd.O_RDWR), FlockOperation.Exclusive);
            c.Pause();
            c.Exit(0);
        }
    }

    [Fact]
    public void Shared_locks_go_together_and_an_exclusive_one_does_not()
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("locks");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var child = Fork.Start(c =>
        {
            var (one, two, three) = (c.Open(path, Unistd.O_RDWR), c.Open(path, Unistd.O_RDWR), c.Open(path, Unistd.O_RDWR));
            c.Flock(one, FlockOperation.Shared);
            c.Flock(two, FlockOperation.Shared | FlockOperation.NonBlocking);
            c.Flock(three, FlockOperation.Exclusive | FlockOperation.NonBlocking);
            c.Flock(two, FlockOperation.Unlock);
            c.Flock(one, FlockOperation.Exclusive | FlockOperation.NonBlocking);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal([null, null, Errno.EAGAIN, null, null], child.Trace.Steps.Where(step => step.Call == "flock").Select(step => step.Errno));
    }

    [Fact]
    public void Locks_on_bytes_exclude_each_other_only_where_they_overlap()
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("locks");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var child = Fork.Start(c =>
        {
            var (one, two) = (c.Open(path, Unistd.O_RDWR), c.Open(path, Unistd.O_RDWR));
            c.LockBytes(one, ofDescription: true, start: 0, bytes: 10);
            c.LockBytes(two, ofDescription: true, start: 10, bytes: 10);
            c.LockBytes(two, ofDescription: true, start: 9, bytes: 1);
            c.LockBytes(one, ofDescription: true, start: 9, bytes: 1, type: LockType.Read);
            c.LockBytes(two, ofDescription: true, start: 9, bytes: 1, type: LockType.Read);
            c.LockBytes(one, ofDescription: true, type: LockType.Unlock);
            c.LockBytes(two, ofDescription: true, start: 0, bytes: 10);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal([null, null, Errno.EAGAIN, null, null, null, null], child.Trace.Steps.Where(step => step.Call == "fcntl").Select(step => step.Errno));
    }

    [Fact]
    public void A_lock_on_bytes_keeps_out_who_asks_for_one_of_them_wherever_the_file_ends()
    {
        var seen = LockRange.ObserveAll();
        Assert.Equal(
            [("0–9", "got it"), ("15", "EAGAIN"), ("20–29", "got it"), ("1,000,000–1,000,009", "got it"), ("all", "EAGAIN")],
            seen.Take(5).Select(range => (range.Asked, range.Outcome)));
        Assert.Equal([("exclusive", "EAGAIN"), ("shared", "got it")], seen.Skip(5).Select(range => (range.Held, range.Outcome)));
    }

    [Fact]
    public void Locks_of_flock_and_of_fcntl_do_not_see_each_other_and_lockf_is_fcntl()
    {
        var seen = LockEncounter.ObserveAll();
        Assert.Equal(new LockEncounter("flock", "EAGAIN", "got it", "got it", "got it"), seen[0]);
        Assert.Equal(new LockEncounter("fcntl", "got it", "EAGAIN", "EAGAIN", "EAGAIN"), seen[1]);
        Assert.Equal(new LockEncounter("OFD", "got it", "EAGAIN", "EAGAIN", "EAGAIN"), seen[2]);
    }

    [Fact]
    public void A_new_reader_overtakes_a_writer_that_waits() =>
        Assert.All(LockQueue.ObserveAll(), queue => Assert.Equal(("got it", "waits on", "got it"), (queue.Latecomer, queue.Writer, queue.Then)));

    [Fact]
    public void Who_keeps_a_lock_alive_is_found_by_its_descriptors_and_not_in_proc_locks()
    {
        var heirs = LockHolder.ObserveHeirs();
        Assert.Equal(["flock", "fcntl, of an open file description"], heirs.Select(heir => heir.Kind));
        Assert.Matches(@"^\d+, which has ended$", heirs[0].Listed);
        Assert.DoesNotContain($"{heirs[0].Pid}", heirs[0].Listed, StringComparison.Ordinal);
        Assert.Equal("nobody (−1)", heirs[1].Listed);
    }

    [Fact]
    public void A_part_given_back_leaves_two_locks_in_proc_locks()
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("locks");
        File.WriteAllText(scratch.File("locked"), "");
        using var child = Fork.Start(c =>
        {
            var fd = c.Open(scratch.File("locked"), Unistd.O_RDWR);
            c.LockBytes(fd, start: 10, bytes: 10);
            c.LockBytes(fd, start: 14, bytes: 1, type: LockType.Unlock);
            c.LockBytes(fd, start: 30, type: LockType.Read);
            c.Pause();
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => child.Trace.Steps.Any(step => step.Call == "pause"), TimeSpan.FromSeconds(8)));
        Assert.Equal(["10–13 WRITE", "15–19 WRITE", "30– READ"], LockEntry.Of(child.Pid).Select(entry => $"{entry.Bytes} {entry.Access}").Order());
    }

    [Fact]
    public void A_second_stream_of_dotnet_that_closes_takes_the_lock_of_the_first_away()
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("locks");
        var path = scratch.File("locked");
        File.WriteAllText(path, "some bytes");
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Lock(0, 10);
        Assert.Equal("0–9", Assert.Single(OfFile()).Bytes);
        File.ReadAllText(path);
        Assert.Empty(OfFile());

        IEnumerable<LockEntry> OfFile() => LockEntry.Of(Environment.ProcessId).Where(entry => entry.Kind == "fcntl" && entry.File.EndsWith($":{FileNode.Of(path).Inode}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FileShare.None, "WRITE")]
    [InlineData(FileShare.Read, "READ")]
    public void A_file_stream_of_dotnet_takes_a_lock_of_flock(FileShare share, string access)
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("locks");
        File.WriteAllText(scratch.File("locked"), "");
        var before = LockEntry.Of(Environment.ProcessId);
        using var file = new FileStream(scratch.File("locked"), FileMode.Open, FileAccess.Read, share);
        Assert.Contains(LockEntry.Of(Environment.ProcessId).Where(entry => before.All(old => old.File != entry.File)), entry => entry is { Kind: "flock", Blocked: false } && entry.Access == access);
    }
}
