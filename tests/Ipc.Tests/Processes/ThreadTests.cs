using Ipc.Children;
using Ipc.Processes;
using Ipc.ProcFs;

namespace Ipc.Tests.Processes;

public sealed class ThreadTests
{
    [Fact]
    public void Threads_have_the_pid_of_their_process_and_ids_of_their_own()
    {
        var seen = ThreadIds.Observe(threads: 4);
        Assert.Equal(["main", "thread 1", "thread 2", "thread 3", "thread 4"], seen.Select(thread => thread.Thread));
        Assert.Equal(seen[0].GetTid, Assert.Single(seen.Select(thread => thread.GetPid).Distinct()));
        Assert.Distinct(seen.Select(thread => thread.GetTid));
        Assert.All(seen, thread => Assert.True(thread.InTask));
    }

    [Fact]
    public void Exit_ends_a_thread_and_exit_group_all_of_them() =>
        Assert.Equal(
            [
                new ThreadEnd("thread", "exit", 2, ProcessState.Sleeping, null),
                new ThreadEnd("thread", "exit_group", 0, null, new ExitStatus.Exited(ThreadEnd.Code)),
                new ThreadEnd("main", "exit", 2, ProcessState.Zombie, null),
                new ThreadEnd("main", "exit_group", 0, null, new ExitStatus.Exited(ThreadEnd.Code)),
            ],
            ThreadEnd.ObserveAll());
}
