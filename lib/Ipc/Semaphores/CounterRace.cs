using Ipc.Children;
using Ipc.Native;

namespace Ipc.Semaphores;

/// <summary>What a counter in shared memory stood at after two processes had counted it up at once.</summary>
/// <param name="Update">How each of them added one.</param>
/// <param name="Expected">How often both did.</param>
/// <param name="Counted">What the counter stood at.</param>
public sealed record CounterRace(string Update, long Expected, long Counted) : IObservation
{
    /// <summary>Updates that left no trace, because both had read the same number.</summary>
    public long Lost => Expected - Counted;

    /// <summary>
    /// Counts with nothing to keep the two apart, with one atomic instruction, and with semaphores of three kinds. Between its load
    /// and its store each process lets the other have the CPU.
    /// </summary>
    /// <param name="times">How often each process adds one.</param>
    /// <exception cref="PosixException">This machine lacks one of the kinds of semaphore.</exception>
    public static IReadOnlyList<CounterRace> ObserveAll(int times = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        using var named = NamedSemaphore.Create();
        using var set = SemaphoreSet.Create();
        using var memory = SharedMemory.PosixSharedMemory.Create();
        Value Unnamed(ChildProgram c) => c.Map(memory.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, memory.Descriptor);
        using (var maker = Fork.Start(c =>
        {
            c.InitializeSemaphore(Unnamed(c), value: 1);
            c.Exit(0);
        }))
        {
            maker.Wait();
        }

        return
        [
            Observe("load, add, store", (c, counter) => Between(c, counter)),
            Observe("fetch_add", (c, counter) =>
            {
                c.Sleep(TimeSpan.Zero);
                c.Add(counter, 1);
            }),
            ByPosix("under a named POSIX semaphore", c => c.OpenSemaphore(named.Name)),
            ByPosix("under an unnamed one", Unnamed),
            Observe("under a System V semaphore", (c, counter) =>
            {
                c.OperateSemaphore(set.Id, -1);
                Between(c, counter);
                c.OperateSemaphore(set.Id, 1);
            }),
        ];

        CounterRace ByPosix(string update, Func<ChildProgram, Value> open) => Race(update, times, c =>
        {
            var semaphore = open(c);
            return counter =>
            {
                c.WaitSemaphore(semaphore);
                Between(c, counter);
                c.PostSemaphore(semaphore);
            };
        });

        CounterRace Observe(string update, Action<ChildProgram, SharedWord> add) => Race(update, times, c => counter => add(c, counter));
    }

    private static void Between(ChildProgram c, SharedWord counter)
    {
        var seen = c.Load(counter);
        c.Sleep(TimeSpan.Zero);
        c.Store(counter, seen + 1);
    }

    private static CounterRace Race(string update, int times, Func<ChildProgram, Action<SharedWord>> prepare)
    {
        using var counter = SharedWord.Create();
        using var ready = SharedWord.Create();
        void Count(ChildProgram c)
        {
            var add = prepare(c);
            c.Add(ready, 1);
            c.SpinUntil(ready, 2);
            c.Silently(() => c.Repeat(times, () => add(counter)));
            c.Exit(0);
        }

        using var one = Fork.Start(Count);
        using var other = Fork.Start(Count);
        one.Wait();
        other.Wait();
        return new(update, 2L * times, counter.Value);
    }
}
