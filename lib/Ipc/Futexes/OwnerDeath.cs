using Ipc.Children;
using Ipc.Native;

namespace Ipc.Futexes;

/// <summary>What the next process got from a mutex whose owner was killed.</summary>
/// <param name="Mutex">The mutex.</param>
/// <param name="Next">What pthread_mutex_lock returned, or that it did not return.</param>
/// <param name="AfterRepair">What a third process got, where the second had said with pthread_mutex_consistent that all is in order; empty where it could not.</param>
/// <param name="WithoutRepair">What a third process got, where the second had not said so.</param>
public sealed record OwnerDeath(
    string Mutex,
    [property: Column("the next one")] string Next,
    [property: Column("one more, after pthread_mutex_consistent")] string AfterRepair,
    [property: Column("one more, without it")] string WithoutRepair) : IObservation
{
    private const string Sleeps = "sleeps, and nobody will wake it";

    /// <summary>Tries a process-shared mutex, and one that is robust as well.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man3/pthread_mutexattr_setrobust.3.html"/>
    public static IReadOnlyList<OwnerDeath> ObserveAll() =>
        [Observe("process-shared", MutexAttributes.ProcessShared), Observe("process-shared, robust", MutexAttributes.ProcessShared | MutexAttributes.Robust)];

    private static OwnerDeath Observe(string name, MutexAttributes attributes)
    {
        var repaired = Heirs(attributes, repairs: true);
        return new(name, repaired.Next, repaired.Last, repaired.Next == Sleeps ? "" : Heirs(attributes, repairs: false).Last);
    }

    private static (string Next, string Last) Heirs(MutexAttributes attributes, bool repairs)
    {
        using var mutex = PosixMutex.Create(attributes);
        using (var owner = Fork.Start(c =>
        {
            c.Lock(mutex);
            c.Pause();
            c.Exit(0);
        }))
        {
            Sleepers.Await(owner, "pause");
        }

        var next = Locks(mutex, repairs);
        return (next, next == Sleeps ? "" : Locks(mutex, repairs: false));
    }

    private static string Locks(PosixMutex mutex, bool repairs)
    {
        Value? locked = null;
        using var child = Fork.Start(c =>
        {
            locked = c.Lock(mutex);
            if (repairs)
            {
                c.MakeConsistent(mutex);
            }

            c.Unlock(mutex);
            c.Exit(0);
        });
        return Sleepers.ResultOrSleep(child, locked!) is { } step ? Word(step.Result, child) : Sleeps;

        static string Word(long error, ChildProcess child)
        {
            child.Wait();
            return error == 0 ? "has it" : $"{(Errno)error}";
        }
    }
}
