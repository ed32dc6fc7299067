using Ipc.Children;
using Ipc.Native;

namespace Ipc.Tests.Children;

public sealed class NestedCreationTests
{
    [Fact]
    public void A_vforked_process_has_the_values_as_they_were_and_its_maker_goes_on_when_it_has_exited()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            var five = c.Number(5);
            var pid = c.Vfork("grandchild", () =>
            {
                c.Store(word, five + 2);
                c.Write(1, "first ");
                c.Exit(3);
            });
            c.Write(1, "second");
            var waited = c.Wait(pid);
            c.If(five.Is(5), () => c.Exit(waited.Status), () => c.Exit(99));
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait()); // the low eight bits of a status are 0
        Assert.Equal(7, word.Value);
        Assert.Equal("first second", child.Output.StandardOutput);
        Assert.Equal(new ExitStatus.Exited(3), child.Trace.Processes[1].Status);
    }

    [Theory]
    [InlineData(CloneFlags.VM | CloneFlags.Vfork)]
    [InlineData(CloneFlags.None)]
    public void A_cloned_process_runs_on_a_stack_of_its_own(CloneFlags flags)
    {
        using var child = Fork.Start(c =>
        {
            var pid = c.Clone(flags, "clone", () =>
            {
                c.Write(1, "from the clone");
                c.Exit(4);
            });
            c.Wait(pid);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Equal("from the clone", child.Output.StandardOutput);
        Assert.Equal(("clone", new ExitStatus.Exited(4)), (child.Trace.Processes[1].Name, child.Trace.Processes[1].Status));
    }

    [Fact]
    public void Sharing_memory_without_waiting_is_refused_before_anything_is_made()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Fork.Start(c =>
        {
            c.Clone(CloneFlags.VM, "clone", () => c.Exit(0));
            c.Exit(0);
        }));
        Assert.Contains("CLONE_VFORK", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spawned_program_runs_with_its_arguments()
    {
        using var child = Fork.Start(c =>
        {
            var pid = c.PosixSpawn("/bin/echo", "spawned", "here");
            c.Wait(pid);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Equal("spawned here\n", child.Output.StandardOutput);
    }

    [Fact]
    public void A_program_that_cannot_be_spawned_gives_no_process()
    {
        using var child = Fork.Start(c =>
        {
            var pid = c.PosixSpawn("/no/such/program");
            c.If(pid.Is(0), () => c.Exit(1), () => c.Exit(0));
        });
        Assert.Equal(new ExitStatus.Exited(1), child.Wait());
        Assert.Equal((long)Errno.ENOENT, child.Trace.Steps.Single(step => step.Call == "posix_spawn").Result);
    }

    [Fact]
    public void A_posix_thread_shares_the_process_and_has_a_number_of_its_own()
    {
        using var done = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.PosixThread(() =>
            {
                c.GetThreadId();
                c.Store(done, 1);
                c.ExitThread(0);
            });
            c.SpinUntil(done, 1);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        var tid = child.Trace.Steps.Single(step => step.Call == "gettid");
        Assert.Equal(child.Pid, tid.Pid);
        Assert.NotEqual(child.Pid, tid.Result);
    }

    [Fact]
    public void A_child_uses_the_pipe_that_it_made_itself()
    {
        using var child = Fork.Start(c =>
        {
            var plain = c.Pipe();
            var flagged = c.Pipe2(closeOnExec: true, nonBlocking: true);
            c.Write(plain.WriteEnd, "own");
            c.Read(plain.ReadEnd);
            c.Read(flagged.ReadEnd);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        var reads = child.Trace.Steps.Where(step => step.Call == "read").ToList();
        Assert.Equal("\"own\"", reads[0].Detail);
        Assert.Equal(Errno.EAGAIN, reads[1].Errno);
    }
}
