using Ipc.Children;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Processes;

/// <summary>What one thread of a process is told about itself, and what /proc says.</summary>
/// <param name="Thread">"main", or which of the others.</param>
/// <param name="GetPid">What getpid(2) returned to it.</param>
/// <param name="GetTid">What gettid(2) returned to it.</param>
/// <param name="InTask">Whether /proc/PID/task has an entry of that tid.</param>
/// <param name="State">What the entry said it did.</param>
public sealed record ThreadIds(
    string Thread,
    [property: Column("getpid()")] int GetPid,
    [property: Column("gettid()")] int GetTid,
    [property: Column("in /proc/PID/task")] bool InTask,
    ProcessState? State) : IObservation
{
    /// <summary>A child with some threads asks for its ids in each of them.</summary>
    /// <param name="threads">How many threads beside the main one: 1 to 8.</param>
    /// <returns>One row a thread, the main thread's first.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/gettid.2.html"/>
    public static IReadOnlyList<ThreadIds> Observe(int threads = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 8);
        using var gate = Pipe.Create();
        using var ready = Pipe.Create();
        var asked = new List<(Value Pid, Value Tid)>();
        using var child = Fork.Start(c =>
        {
            for (var i = 0; i < threads; i++)
            {
                c.Thread(() =>
                {
                    Ask(c);
                    c.ExitThread(0);
                });
            }

            Ask(c);
            c.Exit(0);
        });
        void Ask(ChildProgram c)
        {
            asked.Add((c.GetPid(), c.GetThreadId()));
            c.Write(ready.WriteEnd, ".");
            c.Read(gate.ReadEnd, 1);
        }

        for (var answers = 0; answers <= threads; answers++)
        {
            ready.ReadEnd.Read(1);
        }

        var tasks = ProcessStat.ThreadsOf(child.Pid).ToDictionary(task => task.Pid, task => task.State);
        gate.WriteEnd.Close();
        child.Wait();
        return
        [
            .. asked.TakeLast(1).Concat(asked.SkipLast(1)).Select((ids, i) =>
            {
                var tid = (int)child.StepsOf(ids.Tid)[0].Result;
                return new ThreadIds(i == 0 ? "main" : $"thread {i}", (int)child.StepsOf(ids.Pid)[0].Result, tid, tasks.ContainsKey(tid), tasks.TryGetValue(tid, out var state) ? state : null);
            }),
        ];
    }
}
