using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Tests.ProcFs;

public sealed class ProcessStatusTests
{
    [Fact]
    public void Signals_that_a_child_blocked_ignores_or_catches_are_named()
    {
        using var ready = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Block(Signal.SIGUSR1);
            c.SetDisposition(Signal.SIGHUP, Disposition.Ignore);
            c.SetDisposition(Signal.SIGUSR2, Disposition.Handler);
            c.Raise(Signal.SIGUSR1);
            c.Write(ready.WriteEnd, "!");
            c.Pause();
            c.Exit(0);
        });
        ready.ReadEnd.Read();

        var status = ProcessStatus.Of(child.Pid);

        Assert.Equal("SIGUSR1", status.Blocked.ToString());
        Assert.Equal("SIGUSR1", status.Pending.ToString());
        Assert.Equal("SIGHUP", status.Ignored.ToString());
        // glibc keeps handlers of its own on 32 and 33, which its sigaction does not let anyone reset.
        Assert.Equal("SIGUSR2", new SignalSet(status.Caught.Bits & 0xffffffff7fffffff & ~(1UL << 32)).ToString());
        Assert.True(status.Blocked.Contains(Signal.SIGUSR1) && !status.Blocked.Contains(Signal.SIGUSR2));
        Assert.Equal((child.Pid, child.Pid, Environment.ProcessId, 0), (status.Pid, status.ThreadGroup, status.ParentPid, status.TracerPid));
        Assert.True(status.ResidentBytes > 0 && status.PeakResidentBytes >= status.AnonymousBytes);
    }

    [Fact]
    public void Descriptors_show_what_they_refer_to_and_how_they_were_opened()
    {
        using var pipe = Pipe.Create(nonBlocking: true);

        var read = OpenDescriptor.Find(Environment.ProcessId, pipe.ReadEnd.Number)!;
        var write = OpenDescriptor.Find(Environment.ProcessId, pipe.WriteEnd.Number)!;

        Assert.StartsWith("pipe:[", read.Target, StringComparison.Ordinal);
        Assert.Equal(read.Target, write.Target);
        Assert.Equal(("read", "write"), (read.Access, write.Access));
        Assert.Equal("O_NONBLOCK|O_CLOEXEC", read.Flags);
        Assert.Contains(OpenDescriptor.TableOf(Environment.ProcessId), descriptor => descriptor.Number == pipe.WriteEnd.Number);
        Assert.Null(OpenDescriptor.Find(Environment.ProcessId, 1_000_000));
    }

    [Fact]
    public void A_child_has_only_the_descriptors_that_its_program_names()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd);
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);

        Assert.Equal([0, 1, 2, pipe.ReadEnd.Number], OpenDescriptor.TableOf(child.Pid).Select(descriptor => descriptor.Number));
    }

    [Fact]
    public void A_shared_word_is_a_shared_mapping_whose_page_is_dirty()
    {
        using var word = SharedWord.Create();
        word.Value = 1;
        var address = (ulong)word.Address;

        var mapping = MemoryMapping.AllOf(Environment.ProcessId).Single(mapping => mapping.Contains(address));
        var use = MemoryUse.At(Environment.ProcessId, address)!;

        Assert.True(mapping.IsShared);
        Assert.Equal("rw-s", mapping.Permissions);
        Assert.Equal(mapping.Start, use.Mapping!.Start);
        Assert.True(use.ResidentBytes >= Environment.SystemPageSize);
        Assert.True(MemoryUse.TotalOf(Environment.ProcessId).ResidentBytes > use.ResidentBytes);
    }

    [Fact]
    public void A_tree_lists_each_process_below_its_parent()
    {
        using var ready = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            var grandchild = c.Fork("grandchild", () =>
            {
                c.Write(ready.WriteEnd, "!");
                c.Pause();
                c.Exit(0);
            });
            c.Wait(grandchild);
            c.Exit(0);
        });
        ready.ReadEnd.Read();

        var tree = ProcessTree.Of(child.Pid);

        Assert.Equal([0, 1], tree.Nodes.Select(node => node.Depth));
        Assert.Equal(child.Pid, tree.Nodes[1].ParentPid);
        Assert.Contains(ProcessTree.Of(Environment.ProcessId).Nodes, node => node.Pid == tree.Nodes[1].Pid && node.Depth == 2);
    }

    [Fact]
    public void A_blocked_child_tells_its_system_call_and_arguments()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd, 17);
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        KernelWait wait;
        try
        {
            wait = KernelWait.Of(child.Pid);
        }
        catch (PosixException e) when (e.Errno is Errno.EACCES or Errno.EPERM or Errno.ENOENT)
        {
            Assert.Skip($"{e.Message}");
            return;
        }

        Assert.Equal((ulong)pipe.ReadEnd.Number, wait.Arguments[0]);
        Assert.Equal(17UL, wait.Arguments[2]);
    }
}
