using Ipc.Children;
using Ipc.Hangs;
using Ipc.ProcFs;

namespace Ipc.Futexes;

/// <summary>What became of a process that was held up between its decision to sleep for a lock and its sleep, while the lock was given back.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Outcome">Whether it got the lock, or sleeps.</param>
/// <param name="Word">The lock's word at the end; 0 is free.</param>
/// <param name="Errnos">What its calls to sleep failed with; EAGAIN says that the word had changed.</param>
public sealed record LockSchedule(string Lock, string Outcome, [property: Column("the word")] long Word, [property: Column("calls to sleep failed with")] string Errnos) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Why it does not go on; <c>null</c> where it did.</summary>
    [Column(Hidden = true)]
    public HangReport? Hang { get; init; }

    /// <summary>What the two did, on one clock.</summary>
    [Column(Hidden = true)]
    public required ChildTrace Trace { get; init; }

    /// <summary>Whether a sleeper sleeps although the lock is free and nobody is left to wake it.</summary>
    [Column(Hidden = true)]
    public bool IsLost => Hang is not null && Word == 0;

    /// <summary>Lets one process have the lock, another find it taken, and the first give it back before the second sleeps. Who hangs then is killed.</summary>
    /// <param name="design">The lock.</param>
    public static LockSchedule Observe(FutexLock design)
    {
        ArgumentNullException.ThrowIfNull(design);
        using var word = SharedWord.Create();
        using var stage = SharedWord.Create();
        using var second = Fork.Start(c =>
        {
            c.Fork("holder", () =>
            {
                design.Acquire(c, word, () => { });
                c.Store(stage, 1);
                c.SpinUntil(stage, 2);
                design.Release(c, word);
                c.Store(stage, 3);
                c.Exit(0);
            });
            c.SpinUntil(stage, 1);
            design.Acquire(c, word, () => c.If(c.Load(stage).Is(1), () =>
            {
                c.Store(stage, 2);
                c.SpinUntil(stage, 3);
            }));
            design.Release(c, word);
            c.Exit(0);
        });

        // The holder has ended when the second is looked at: nobody is left who could wake it.
        HangReport? hang = null;
        SpinWait.SpinUntil(() => StateOf(second) == ProcessState.Zombie || (stage.Value == 3 && HolderIsOver(second) && SleepsInFutex(second)), Patience);
        if (StateOf(second) != ProcessState.Zombie)
        {
            hang = HangReport.Of(second.Pid);
            second.Dispose();
        }
        else
        {
            second.Wait();
        }

        var errnos = second.Trace.Steps.Where(step => step.Call == "futex" && step.Errno is not null).Select(step => $"{step.Errno}");
        return new(design.Name, hang is null ? "got the lock" : "sleeps, and nobody is left to wake it", word.Value, string.Join(", ", errnos)) { Hang = hang, Trace = second.Trace };
    }

    private static bool HolderIsOver(ChildProcess second) => ProcessTree.Of(second.Pid).Nodes.All(node => node.Pid == second.Pid || ProcessStat.Find(node.Pid) is null or { State: ProcessState.Zombie });

    private static bool SleepsInFutex(ChildProcess second) =>
        second.Trace.Steps.Any(step => step.Pid == second.Pid && step is { Call: "futex", End: null }) && StateOf(second) == ProcessState.Sleeping;

    private static ProcessState StateOf(ChildProcess child) => ProcessStat.Of(child.Pid).State;
}
