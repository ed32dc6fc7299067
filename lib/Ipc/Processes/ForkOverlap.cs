using System.Diagnostics;
using Ipc.Children;
using Ipc.Measurement;
using Ipc.Native;

namespace Ipc.Processes;

/// <summary>Whether two processes that both had work to do did it at the same time.</summary>
/// <param name="Pair">"parent and new child", or "two that ran already": what any two processes get on this machine now.</param>
/// <param name="Cpus">How many CPUs both could run on.</param>
/// <param name="Turns">How often both had work at once.</param>
/// <param name="Work">The CPU time that each of the two needed.</param>
/// <param name="BothDone">Until both had done it: the median. As long as one's work: at the same time. Twice as long: one after the other.</param>
/// <param name="AtOnce">In how many turns it took less than one and a half times one's work.</param>
/// <param name="IdleCpus">How many of the CPUs had nothing to do meanwhile, on average: where the two took turns although a CPU was idle, they were not let.</param>
public sealed record ForkOverlap(
    string Pair,
    [property: Column("CPUs")] int Cpus,
    int Turns,
    [property: Column("work of each", Unit = "ms")] TimeSpan Work,
    [property: Column("both done after", Unit = "ms")] TimeSpan BothDone,
    int AtOnce,
    [property: Column("idle CPUs")] double IdleCpus) : IObservation
{
    private static readonly TimeSpan WorkOfEach = TimeSpan.FromMilliseconds(5);

    /// <summary>After each fork, parent and child compute for 5 ms of CPU time.</summary>
    /// <param name="forks">How many forks: 1 or more.</param>
    /// <param name="oneCpu">Both may run on one CPU only; otherwise on all that this process may use.</param>
    public static ForkOverlap Observe(int forks = 100, bool oneCpu = false) => Run("parent and new child", forks, oneCpu, (c, turns) =>
    {
        Value? mine = null;
        Value? others = null;
        c.Repeat(turns, () =>
        {
            var child = c.Fork("child", () =>
            {
                others = c.Compute(WorkOfEach);
                c.Exit(0);
            });
            mine = c.Compute(WorkOfEach);
            c.Wait(child);
        });
        return (mine!, others!);
    });

    /// <summary>Two processes that exist already compute for 5 ms of CPU time whenever one tells the other.</summary>
    /// <param name="turns">How often: 1 or more.</param>
    /// <param name="oneCpu">Both may run on one CPU only; otherwise on all that this process may use.</param>
    public static ForkOverlap ObserveWithoutFork(int turns = 100, bool oneCpu = false)
    {
        using var begun = SharedWord.Create();
        using var done = SharedWord.Create();
        return Run("two that ran already", turns, oneCpu, (c, count) =>
        {
            Value? mine = null;
            Value? others = null;
            var other = c.Fork("other", () =>
            {
                c.Repeat(count, () =>
                {
                    c.Silently(() => c.SpinUntil(begun, c.Load(done) + 1));
                    others = c.Compute(WorkOfEach);
                    c.Silently(() => c.Add(done, 1));
                });
                c.Exit(0);
            });
            c.Repeat(count, () =>
            {
                Value? turn = null;
                c.Silently(() => turn = c.Add(begun, 1) + 1);
                mine = c.Compute(WorkOfEach);
                c.Silently(() => c.SpinUntil(done, turn!));
            });
            c.Wait(other);
            return (mine!, others!);
        });
    }

    private static ForkOverlap Run(string pair, int turns, bool oneCpu, Func<ChildProgram, int, (Value Mine, Value Others)> record)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(turns, 1);
        const int StepsPerTurn = 5;
        var cpus = Sched.CpusOf(Environment.ProcessId);
        IReadOnlyList<int> used = oneCpu ? [cpus[0]] : cpus;
        (Value Mine, Value Others)? work = null;
        var idleBefore = IdleTime.Of(used);
        var clock = Stopwatch.StartNew();
        using var root = Fork.Start(
            c =>
            {
                if (oneCpu)
                {
                    c.PinTo(cpus[0]);
                }

                work = record(c, turns);
                c.Exit(0);
            },
            new ChildOptions { TraceCapacity = (StepsPerTurn * turns) + 16, Deadline = TimeSpan.FromSeconds(60 + (turns / 5)) });
        root.Wait();
        var idle = (IdleTime.Of(used) - idleBefore) / clock.Elapsed;
        TimeSpan[] both = [.. root.StepsOf(work!.Value.Mine).Zip(root.StepsOf(work.Value.Others), Both)];
        return new ForkOverlap(pair, used.Count, both.Length, WorkOfEach, Median.Of(both), both.Count(time => time < 1.5 * WorkOfEach), Math.Round(idle, 1));
    }

    private static TimeSpan Both(ChildStep mine, ChildStep others) =>
        (mine.End > others.End ? mine.End : others.End)!.Value - (mine.Start < others.Start ? mine.Start : others.Start);
}
