using Ipc.Children;
using Ipc.Native;

namespace Ipc.Tests.Zombies;

/// <summary>Steps of child programs that the experiments of this folder are made of.</summary>
public sealed class ChildStepsTests
{
    [Fact]
    public void Waiting_until_a_child_has_ended_leaves_its_status_to_the_next_wait()
    {
        using var child = Fork.Start(c =>
        {
            var nested = c.Fork("nested", () => c.Exit(6));
            c.WaitUntilEnded(nested);
            c.WaitUntilEnded(nested);
            c.Wait(nested);
            c.WaitUntilEnded(nested);
            c.Exit(0);
        });
        child.Wait();
        var waits = child.Trace.Steps.Where(step => step.Call is "waitid" or "wait4").ToList();
        Assert.Equal([null, null, null, Errno.ECHILD], waits.Select(step => step.Errno));
        Assert.Equal("exited with 6", waits[2].Detail);
        Assert.Equal($"waitid(P_PID, {waits[2].Result}, &info, WEXITED|WNOWAIT)", waits[0].Text);
    }

    [Fact]
    public void A_changed_directory_is_where_relative_paths_start()
    {
        using var child = Fork.Start(c =>
        {
            c.ChangeDirectory("/proc/self");
            c.Read(c.Open("comm", 0));
            c.ChangeDirectory("/no/such/directory");
            c.Exit(0);
        });
        child.Wait();
        Assert.Contains("read", child.Trace.Steps[2].Call, StringComparison.Ordinal);
        Assert.True(child.Trace.Steps[2].Result > 1);
        Assert.Equal(Errno.ENOENT, child.Trace.Steps[3].Errno);
    }

    [Fact]
    public void A_number_of_the_child_counts_a_loop_that_the_child_leaves_early()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            var left = c.Number(100);
            c.While(() => left > 0, () =>
            {
                c.Assign(left, left - 1);
                c.If(c.Add(word, 1).Is(6), () => c.Assign(left, 0));
            });
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal(7, word.Value);
    }

    [Fact]
    public void The_first_child_in_a_new_pid_namespace_is_process_1_there()
    {
        using var child = Fork.Start(c =>
        {
            c.If(c.Unshare(CloneFlags.NewPid).Is(-1), () => c.If(c.Unshare(CloneFlags.NewUser | CloneFlags.NewPid).Is(-1), () => c.Exit(1)));
            c.Wait(c.Fork("init", () =>
            {
                c.GetPid();
                c.Exit(0);
            }));
            c.Exit(0);
        });
        Assert.SkipWhen(child.Wait() == new ExitStatus.Exited(1), "no pid namespace for this user");
        Assert.Equal(1, child.Trace.Steps.Single(step => step.Call == "getpid").Result);
    }
}
