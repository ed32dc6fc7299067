using Ipc.Children;
using Ipc.Native;

namespace Ipc.Futexes;

/// <summary>Why a call to sleep on a futex came back.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Returned">What FUTEX_WAIT returned: 0, or −1.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
public sealed record FutexReturn([property: Column("what happened")] string Event, long Returned, Errno? Errno) : IObservation
{
    /// <summary>Tries each way.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
    public static IReadOnlyList<FutexReturn> ObserveAll()
    {
        using var word = SharedWord.Create();
        return
        [
            Observe("another process woke it", c => c.FutexWait(word, 0), _ =>
            {
                using var waker = Fork.Start(c =>
                {
                    c.FutexWake(word, 1);
                    c.Exit(0);
                });
                waker.Wait();
            }),
            Observe("the word had another value", c => c.FutexWait(word, 1), null),
            Observe("its time was over", c => c.FutexWait(word, 0, timeout: TimeSpan.FromMilliseconds(5)), null),
            Observe("a signal came, which has a handler", c => c.FutexWait(word, 0), child => child.Send(Signal.SIGUSR1)),
        ];
    }

    private static FutexReturn Observe(string what, Func<ChildProgram, Value> sleep, Action<ChildProcess>? happening)
    {
        Value? slept = null;
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            slept = sleep(c);
            c.Exit(0);
        });
        if (happening is not null)
        {
            Sleepers.Await(child);
            happening(child);
        }

        child.Wait();
        var step = child.StepsOf(slept!)[0];
        return new(what, step.Result, step.Errno);
    }
}
