using Ipc.Children;
using Ipc.Futexes;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Signals;

/// <summary>What became of a program whose handler needed something that the interrupted code had.</summary>
/// <param name="Handler">What the handler did.</param>
/// <param name="Interrupted">What the signal interrupted.</param>
/// <param name="Outcome">How the program ended; or, where it did not, what it waited for.</param>
/// <param name="Returned">Whether the handler came to its end.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/signal-safety.7.html"/>
public sealed record HandlerSafety(
    string Handler,
    string Interrupted,
    string Outcome,
    [property: Column("handler returned")] bool Returned) : IObservation
{
    private const Signal Sent = Signal.SIGUSR1;

    /// <summary>Handlers that lock a mutex, one while the program has it and one while it has not, and one that writes a byte to a pipe.</summary>
    public static IReadOnlyList<HandlerSafety> ObserveAll()
    {
        using var held = PosixMutex.Create();
        using var free = PosixMutex.Create();
        using var other = PosixMutex.Create();
        using var pipe = Pipe.Create();
        void Locks(ChildProgram c, PosixMutex one)
        {
            c.Lock(one);
            c.Unlock(one);
        }

        return
        [
            Observe("locks a mutex", "code that has not locked it", c => c.SetHandler(Sent, () => Locks(c, free)), c => c.Raise(Sent)),
            Observe("locks a mutex", "code that has locked the same mutex", c => c.SetHandler(Sent, () => Locks(c, held)), c =>
            {
                c.Lock(held);
                c.Raise(Sent);
                c.Unlock(held);
            }),
            Observe("writes a byte to a pipe", "code that has locked a mutex", c => c.SetHandler(Sent, () => c.Write(pipe.WriteEnd, "!")), c =>
            {
                c.Lock(other);
                c.Raise(Sent);
                c.Unlock(other);
                c.Read(pipe.ReadEnd, 1);
                Locks(c, other);
            }),
        ];
    }

    private static HandlerSafety Observe(string handler, string interrupted, Action<ChildProgram> setHandler, Action<ChildProgram> work)
    {
        using var child = Fork.Start(c =>
        {
            setHandler(c);
            work(c);
            c.Exit(0);
        });
        bool HasEnded() => ProcessStat.Find(child.Pid) is null or { State: ProcessState.Zombie };
        bool Hangs() => child.Trace.Steps.Any(step => step is { Call: "pthread_mutex_lock", End: null }) && ProcessStat.Find(child.Pid) is { State: ProcessState.Sleeping };
        if (!SpinWait.SpinUntil(() => HasEnded() || Hangs(), TimeSpan.FromSeconds(5)))
        {
            throw new TimeoutException("the child neither ended nor came to rest within 5 s");
        }

        return HasEnded()
            ? new(handler, interrupted, child.Wait().ToString()!, HasReturned(child))
            : new(handler, interrupted, $"hangs: it waits for {HangReport.Of(child.Pid).Threads[0].WaitsFor}", HasReturned(child));
    }

    /// <summary>The call by which the program sent itself the signal returns only when the handler has.</summary>
    private static bool HasReturned(ChildProcess child) => child.Trace.Steps.Single(step => step.Call == "raise").End is not null;
}
