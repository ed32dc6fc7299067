using Ipc.Children;

namespace Ipc.Futexes;

/// <summary>Whether a wake-up found a sleeper at the same word.</summary>
/// <param name="Waker">Where the waker ran: in a thread of the sleeper's process, or in another process that shares the memory.</param>
/// <param name="Slept">The operation by which the sleeper slept.</param>
/// <param name="Woke">The operation of the waker.</param>
/// <param name="Woken">How many the kernel woke, as the call told.</param>
public sealed record FutexReach(string Waker, [property: Column("sleeps by")] string Slept, [property: Column("wakes by")] string Woke, long Woken) : IObservation
{
    /// <summary>Whether the waker ran in another process.</summary>
    [Column(Hidden = true)]
    public bool IsAcross { get; init; }

    /// <summary>Whether both operations were private, or both shared, or which.</summary>
    [Column(Hidden = true)]
    public (bool Sleep, bool Wake) Private { get; init; }

    /// <summary>Tries every pair of private and shared, within a process and between two. The waker acts when the sleeper is seen sleeping.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
    public static IReadOnlyList<FutexReach> ObserveAll() =>
    [
        .. from across in new[] { false, true }
           from sleep in new[] { true, false }
           from wake in new[] { true, false }
           select Observe(across, sleep, wake),
    ];

    private static FutexReach Observe(bool across, bool sleepsPrivate, bool wakesPrivate)
    {
        using var word = SharedWord.Create();
        using var go = SharedWord.Create();
        Value? woken = null;
        using var sleeper = Fork.Start(c =>
        {
            if (!across)
            {
                c.Thread(() =>
                {
                    c.SpinUntil(go, 1);
                    Wake(c);
                    c.ExitThread(0);
                });
            }

            c.FutexWait(word, 0, sleepsPrivate);
            c.Pause();
            c.Exit(0);
        });
        Sleepers.Await(sleeper);
        go.Value = 1;
        using var other = across
            ? Fork.Start(c =>
            {
                Wake(c);
                c.Exit(0);
            })
            : null;
        return new(
            across ? "another process" : "another thread",
            sleepsPrivate ? "FUTEX_WAIT_PRIVATE" : "FUTEX_WAIT",
            wakesPrivate ? "FUTEX_WAKE_PRIVATE" : "FUTEX_WAKE",
            Sleepers.Result(other ?? sleeper, woken!).Result)
        {
            IsAcross = across,
            Private = (sleepsPrivate, wakesPrivate),
        };

        void Wake(ChildProgram c) => woken = c.FutexWake(word, 1, wakesPrivate);
    }
}
