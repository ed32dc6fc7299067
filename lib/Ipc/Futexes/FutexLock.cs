using Ipc.Children;

namespace Ipc.Futexes;

/// <summary>A lock that is built from a word and a futex, as steps of a child.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Acquire">
/// Records how the lock is taken: the program, the word, and what to record in the place between the decision to sleep and the sleep,
/// where an experiment lets something else happen.
/// </param>
/// <param name="Release">Records how it is given back.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/futex.7.html"/>
public sealed record FutexLock(string Name, Action<ChildProgram, SharedWord, Action> Acquire, Action<ChildProgram, SharedWord> Release)
{
    /// <summary>No futex: who does not get the lock looks again.</summary>
    public static FutexLock Spinning { get; } = new(
        "spins",
        (c, word, pause) => c.While(() => c.CompareExchange(word, 0, 1).IsNot(0), () =>
        {
            pause();
            c.SpinUntil(word, 0);
        }),
        (c, word) => c.Store(word, 0));

    /// <summary>Wrong: who does not get the lock sleeps on whatever it reads then. It may read that the lock is free, and sleep on that.</summary>
    public static FutexLock LosesWakeUps { get; } = new(
        "sleeps on what it reads",
        (c, word, pause) => c.While(() => c.CompareExchange(word, 0, 1).IsNot(0), () =>
        {
            pause();
            c.FutexWait(word, c.Load(word));
        }),
        WakeAlways);

    /// <summary>Who does not get the lock sleeps as long as it is held: 1. Nobody knows whether somebody sleeps, so that each release wakes.</summary>
    public static FutexLock TwoStates { get; } = new(
        "two states",
        (c, word, pause) => c.While(() => c.CompareExchange(word, 0, 1).IsNot(0), () =>
        {
            pause();
            c.FutexWait(word, 1);
        }),
        WakeAlways);

    /// <summary>The word says too whether somebody may sleep: 2. Only then does the release wake.</summary>
    public static FutexLock ThreeStates { get; } = new(
        "three states",
        (c, word, pause) => c.If(c.CompareExchange(word, 0, 1).IsNot(0), () => c.While(() => c.Exchange(word, 2).IsNot(0), () =>
        {
            pause();
            c.FutexWait(word, 2);
        })),
        (c, word) => c.If(c.Exchange(word, 0).Is(2), () => c.FutexWake(word, 1)));

    private static void WakeAlways(ChildProgram c, SharedWord word)
    {
        c.Store(word, 0);
        c.FutexWake(word, 1);
    }
}
