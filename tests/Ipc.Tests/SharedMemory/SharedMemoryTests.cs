using Ipc.Children;
using Ipc.Native;
using Ipc.Semaphores;
using Ipc.SharedMemory;

namespace Ipc.Tests.SharedMemory;

public sealed class SharedMemoryTests
{
    [Fact]
    public void A_child_reads_what_the_parent_stored_in_posix_memory_and_the_other_way_round()
    {
        using var memory = PosixSharedMemory.Create();
        using var own = memory.Map();
        own[0] = 41;
        using var child = Fork.Start(c =>
        {
            var page = c.Map(memory.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, c.OpenShared(memory.Name));
            c.StoreRelease(page + 8, c.LoadAcquire(page) + 1);
            c.Exit(0);
        });
        Assert.Equal(0, Assert.IsType<ExitStatus.Exited>(child.Wait()).Code);
        Assert.Equal(42, own[8]);
        Assert.True(File.Exists(memory.Path));
        memory.Unlink();
        Assert.False(File.Exists(memory.Path));
        Assert.Equal(42, own[8]);
    }

    [Fact]
    public void A_segment_counts_who_has_it_attached_and_goes_with_the_last()
    {
        using var segment = SharedMemorySegment.Create();
        Assert.Equal((0L, Environment.ProcessId, 0, false), Seen());
        using (var own = segment.Attach())
        {
            Assert.Equal((1L, Environment.ProcessId, Environment.ProcessId, false), Seen());
            segment.Remove();
            Assert.Equal((1L, Environment.ProcessId, Environment.ProcessId, true), Seen());
            own[0] = 5;
            Assert.Equal(5, own[0]);
        }

        Assert.Null(segment.Entry);

        (long, int, int, bool) Seen() => segment.Entry is { } entry ? (entry.Attached, entry.CreatorPid, entry.LastPid, entry.Doomed) : default;
    }

    [Fact]
    public void A_file_in_memory_takes_seals_and_keeps_them()
    {
        using var file = MemoryFile.Create();
        Assert.Equal(Seals.None, file.Seals);
        var mapped = file.Map();
        Assert.Equal(Errno.EBUSY, Assert.Throws<PosixException>(() => file.Seal(Seals.Write)).Errno);
        mapped.Dispose();
        file.Seal(Seals.Write);
        file.Seal(Seals.Seal);
        Assert.Equal(Seals.Write | Seals.Seal, file.Seals);
        Assert.Equal(Errno.EPERM, Assert.Throws<PosixException>(() => file.Seal(Seals.Grow)).Errno);
        Assert.Equal(Errno.EPERM, Assert.Throws<PosixException>(() => file.Map()).Errno);
        Assert.Equal(Errno.EPERM, Assert.Throws<PosixException>(() => file.Descriptor.Write("x")).Errno);
    }

    [Fact]
    public void A_child_inherits_a_file_in_memory()
    {
        using var file = MemoryFile.Create();
        using var own = file.Map();
        using var child = Fork.Start(c =>
        {
            c.StoreAt(c.Map(file.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, file.Descriptor), 7);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal(7, own[0]);
    }

    [Fact]
    public void Semaphores_of_both_kinds_count_for_several_processes()
    {
        using var named = NamedSemaphore.Create(value: 2);
        using var set = SemaphoreSet.Create(value: 2);
        using var child = Fork.Start(c =>
        {
            c.WaitSemaphore(c.OpenSemaphore(named.Name));
            c.OperateSemaphore(set.Id, -1);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal((1, 1, child.Pid), (named.Value, set.Value, set.LastPid));
        Assert.True(File.Exists(named.Path));
        Assert.True(named.TryWait());
        Assert.False(named.TryWait());
        named.Post();
        Assert.Equal(1, named.Value);
    }

    [Fact]
    public void A_semaphore_that_is_not_there_is_an_errno_in_the_trace()
    {
        using var child = Fork.Start(c =>
        {
            c.OpenSemaphore("/ipc-laboratory-nobody-made-this");
            c.OpenShared("/ipc-laboratory-nobody-made-this");
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal([Errno.ENOENT, Errno.ENOENT], child.Trace.Steps.Where(step => step.Call is "sem_open" or "shm_open").Select(step => step.Errno));
    }
}
