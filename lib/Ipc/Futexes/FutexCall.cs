using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.Futexes;

/// <summary>A call that wakes or moves sleepers, and who sleeps after it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Returned">What it returned: how many were woken, or woken and moved.</param>
/// <param name="Asleep">Who sleeps after it, by name.</param>
public sealed record FutexCall(string Call, long Returned, [property: Column("still asleep")] string Asleep) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Three processes sleep on one word. One call wakes the first and moves the others to a second word, where they sleep on.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
    public static IReadOnlyList<FutexCall> ObserveRequeue()
    {
        using SharedWord condition = SharedWord.Create(), mutex = SharedWord.Create();
        Action<ChildProgram> sleep = c => c.FutexWait(condition, 0);
        return Observe(
            [("A", sleep), ("B", sleep), ("C", sleep)],
            [
                ("FUTEX_CMP_REQUEUE from the first word to the second: wake 1, move 2", c => c.FutexRequeue(condition, 0, 1, mutex, 2)),
                ("FUTEX_WAKE at the first word: at most 10", c => c.FutexWake(condition, 10)),
                ("FUTEX_WAKE at the second word: at most 1", c => c.FutexWake(mutex, 1)),
                ("FUTEX_WAKE at the second word: at most 10", c => c.FutexWake(mutex, 10)),
            ]);
    }

    /// <summary>Readers and a writer sleep on one word with different marks, and a waker chooses.</summary>
    public static IReadOnlyList<FutexCall> ObserveBitset()
    {
        const uint Reader = 1, Writer = 2;
        using var word = SharedWord.Create();
        return Observe(
            [("reader A", c => c.FutexWaitBitset(word, 0, Reader)), ("writer", c => c.FutexWaitBitset(word, 0, Writer)), ("reader B", c => c.FutexWaitBitset(word, 0, Reader))],
            [
                ("FUTEX_WAKE_BITSET with mark 4: at most 10", c => c.FutexWakeBitset(word, 10, 4)),
                ("FUTEX_WAKE_BITSET with the mark of writers: at most 10", c => c.FutexWakeBitset(word, 10, Writer)),
                ("FUTEX_WAKE: at most 10", c => c.FutexWake(word, 10)),
            ]);
    }

    private static IReadOnlyList<FutexCall> Observe(IReadOnlyList<(string Name, Action<ChildProgram> Sleep)> sleepers, IReadOnlyList<(string Text, Func<ChildProgram, Value> Make)> calls)
    {
        var asleep = new List<(string Name, ChildProcess Child)>();
        try
        {
            // One after the other: the kernel's queue has their order.
            foreach (var (name, sleep) in sleepers)
            {
                asleep.Add((name, Fork.Start(c =>
                {
                    sleep(c);
                    c.Exit(0);
                })));
                Sleepers.Await(asleep[^1].Child);
            }

            return
            [
                .. calls.Select(call =>
                {
                    Value? made = null;
                    using var caller = Fork.Start(c =>
                    {
                        made = call.Make(c);
                        c.Exit(0);
                    });
                    caller.Wait();
                    SpinWait.SpinUntil(() => asleep.All(one => StateOf(one.Child) is ProcessState.Sleeping or ProcessState.Zombie), Patience);
                    return new FutexCall(call.Text, caller.StepsOf(made!)[0].Result, string.Join(", ", asleep.Where(one => StateOf(one.Child) == ProcessState.Sleeping).Select(one => one.Name)));
                }),
            ];
        }
        finally
        {
            asleep.ForEach(one => one.Child.Dispose());
        }
    }

    private static ProcessState StateOf(ChildProcess child) => ProcessStat.Of(child.Pid).State;
}
