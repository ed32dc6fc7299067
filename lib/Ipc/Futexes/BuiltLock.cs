using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Futexes;

/// <summary>What a lock that was built from steps cost and whether it kept two processes apart.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Turns">How often each process took it.</param>
/// <param name="Alone">The futex calls of one process alone.</param>
/// <param name="Together">The futex calls of two processes that took it at the same time.</param>
/// <param name="Counted">A counter that the two processes raised by a load and a store, with the lock in their hands.</param>
/// <param name="Expected">What the counter is if no turn was lost.</param>
public sealed record BuiltLock(
    string Lock,
    [property: Column("turns each", IsCount = true)] int Turns,
    [property: Column("futex calls alone", IsCount = true)] int Alone,
    [property: Column("futex calls together", IsCount = true)] int Together,
    [property: Column(IsCount = true)] long Counted,
    [property: Column(IsCount = true)] long Expected) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Takes a lock in one process, and then in two at once. A lock that loses wake-ups may hang here.</summary>
    /// <param name="design">The lock.</param>
    /// <param name="turns">How often each process takes it: 1 or more.</param>
    /// <exception cref="Native.PosixException">Tracing is not allowed here: EPERM.</exception>
    public static BuiltLock Observe(FutexLock design, int turns = 1000)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentOutOfRangeException.ThrowIfLessThan(turns, 1);
        var (alone, _) = Run(design, turns, processes: 1);
        var (together, counted) = Run(design, turns, processes: 2);
        return new(design.Name, turns, alone, together, counted, 2L * turns);
    }

    private static (int Futexes, long Counted) Run(FutexLock design, int turns, int processes)
    {
        using var word = SharedWord.Create();
        using var counter = SharedWord.Create();
        using var ready = SharedWord.Create();
        var trace = SystemCallTracer.Trace(
            c => c.Silently(() =>
            {
                if (processes > 1)
                {
                    var other = c.Fork("other", () =>
                    {
                        Turns(c);
                        c.Exit(0);
                    });
                    Turns(c);
                    c.Wait(other);
                }
                else
                {
                    Turns(c);
                }

                c.Exit(0);
            }),
            new TraceOptions { Calls = ["futex"], Deadline = Patience });
        return (trace.Calls.Count, counter.Value);

        void Turns(ChildProgram c)
        {
            c.Add(ready, 1);
            c.SpinUntil(ready, processes);
            c.Repeat(turns, () =>
            {
                design.Acquire(c, word, () => { });
                c.Store(counter, c.Load(counter) + 1);
                design.Release(c, word);
            });
        }
    }
}
