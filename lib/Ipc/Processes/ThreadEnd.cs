using Ipc.Children;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Processes;

/// <summary>What became of a process of three threads when one of them made the last call of its life.</summary>
/// <param name="Caller">"main" or "thread": who called.</param>
/// <param name="Call">The system call: "exit" or "exit_group".</param>
/// <param name="ThreadsLeft">How many threads still lived after it.</param>
/// <param name="Leader">What the process's first thread did then; <c>null</c> where the process was over.</param>
/// <param name="Status">How the process ended; <c>null</c> where it had not.</param>
public sealed record ThreadEnd(
    string Caller,
    string Call,
    int ThreadsLeft,
    [property: Column("state of /proc/PID")] ProcessState? Leader,
    ExitStatus? Status) : IObservation
{
    /// <summary>The exit code that the calling thread passes.</summary>
    public const int Code = 7;

    private const int OtherThreads = 2;

    /// <summary>The call made by a thread and by the main thread, exit and exit_group each.</summary>
    public static IReadOnlyList<ThreadEnd> ObserveAll() => [Observe(false, false), Observe(false, true), Observe(true, false), Observe(true, true)];

    /// <summary>One thread of a child calls; the others wait until it is seen what happened.</summary>
    /// <param name="main">The main thread calls; otherwise one of the two others.</param>
    /// <param name="group">It calls exit_group; otherwise exit.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/exit_group.2.html"/>
    /// <seealso href="https://man7.org/linux/man-pages/man2/_exit.2.html"/>
    public static ThreadEnd Observe(bool main, bool group)
    {
        using var ready = Pipe.Create();
        using var go = Pipe.Create();
        using var gate = Pipe.Create();
        Value? callerTid = null;
        using var child = Fork.Start(c =>
        {
            for (var i = 0; i < OtherThreads; i++)
            {
                var calls = !main && i == 0;
                c.Thread(() => Live(c, calls));
            }

            Live(c, main);
        });
        void Live(ChildProgram c, bool calls)
        {
            var tid = c.GetThreadId();
            callerTid = calls ? tid : callerTid;
            c.Write(ready.WriteEnd, ".");
            c.Read(calls ? go.ReadEnd : gate.ReadEnd, 1);
            if (calls && group)
            {
                c.Exit(Code);
            }
            else
            {
                c.ExitThread(calls ? Code : 0);
            }
        }

        for (var thread = 0; thread <= OtherThreads; thread++)
        {
            ready.ReadEnd.Read(1);
        }

        var who = main ? "main" : "thread";
        var caller = (int)child.StepsOf(callerTid!)[0].Result;
        go.WriteEnd.Close();
        if (group)
        {
            var status = child.Wait();
            return new ThreadEnd(who, "exit_group", 0, null, status);
        }

        SpinWait.SpinUntil(() => Living(child.Pid).All(thread => thread.Pid != caller && thread.State == ProcessState.Sleeping), TimeSpan.FromSeconds(5));
        var seen = new ThreadEnd(who, "exit", Living(child.Pid).Count(), ProcessStat.Of(child.Pid).State, null);
        gate.WriteEnd.Close();
        child.Wait();
        return seen;
    }

    private static IEnumerable<ProcessStat> Living(int pid) => ProcessStat.ThreadsOf(pid).Where(thread => thread.State != ProcessState.Zombie);
}
