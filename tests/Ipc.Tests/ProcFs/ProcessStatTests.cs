using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Tests.ProcFs;

public sealed class ProcessStatTests
{
    [Fact]
    public void A_command_with_spaces_and_parentheses_is_read_whole()
    {
        var stat = ProcessStat.Parse("42 (a) (b c)) S 7 42 42 34816 42 4194304 100 0 3 0 12 34 0 0 20 0 5 0 1000 4096 2 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
            .Replace("18446744073709551615", "0", StringComparison.Ordinal));

        Assert.Equal((42, "a) (b c)", ProcessState.Sleeping, 7), (stat.Pid, stat.Command, stat.State, stat.ParentPid));
        Assert.Equal((5, TimeSpan.FromMilliseconds(120), TimeSpan.FromMilliseconds(340), TimeSpan.FromSeconds(10)), (stat.Threads, stat.UserTime, stat.SystemTime, stat.StartedAfterBoot));
        Assert.Equal((34816, 42, 100L, 3L, 4096L, 2L * Environment.SystemPageSize, 1), (stat.Terminal, stat.ForegroundGroup, stat.MinorFaults, stat.MajorFaults, stat.VirtualBytes, stat.ResidentBytes, stat.Cpu));
    }

    [Fact]
    public void A_child_sleeps_then_is_a_zombie_then_is_gone()
    {
        using var gate = Ipc.Pipes.Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Read(gate.ReadEnd);
            c.Exit(3);
        });

        var asleep = ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        Assert.Equal((Environment.ProcessId, child.Pid, 1), (asleep.ParentPid, asleep.ProcessGroup, asleep.Threads));

        gate.WriteEnd.Write("go");
        child.WaitUntilEnded();
        Assert.Equal(ProcessState.Zombie, ProcessStat.Of(child.Pid).State);
        Assert.Null(ProcessStatus.Of(child.Pid).ResidentBytes);

        child.Wait();
        Assert.Null(ProcessStat.Find(child.Pid));
        var gone = Assert.Throws<PosixException>(() => ProcessStat.Of(child.Pid));
        Assert.Equal(Errno.ENOENT, gone.Errno);
        Assert.Contains("the process is gone", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_thread_has_an_id_of_its_own_and_the_first_has_the_process_id()
    {
        using var stop = new ManualResetEventSlim();
        using var running = new Barrier(4);
        var threads = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            running.SignalAndWait(TestContext.Current.CancellationToken);
            stop.Wait(TestContext.Current.CancellationToken);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        running.SignalAndWait(TestContext.Current.CancellationToken);

        var seen = ProcessStat.ThreadsOf(Environment.ProcessId);
        stop.Set();
        threads.ForEach(thread => thread.Join());

        Assert.True(seen.Count >= 4);
        Assert.Equal(Environment.ProcessId, seen[0].Pid);
        Assert.Equal(seen.Count, seen.Select(thread => thread.Pid).Distinct().Count());
    }

    [Fact]
    public void Waiting_for_a_state_that_does_not_come_says_what_the_process_did()
    {
        using var child = Fork.Start(c =>
        {
            c.Pause();
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);

        var error = Assert.Throws<TimeoutException>(() => ProcessStat.WaitFor(child.Pid, ProcessState.Zombie, TimeSpan.FromMilliseconds(20)));

        Assert.Contains("Sleeping and not Zombie", error.Message, StringComparison.Ordinal);
    }
}
