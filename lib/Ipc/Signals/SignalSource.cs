using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Signals;

/// <summary>What a handler was told of the sender of its signal: siginfo_t.</summary>
/// <param name="Way">How the signal came to be.</param>
/// <param name="Signal">Which.</param>
/// <param name="Code">si_code: how it was sent.</param>
/// <param name="Sender">Whose process id was in si_pid: the sender's, the receiver's own, or that of nobody.</param>
/// <param name="User">si_uid; <c>null</c> where nobody sent it.</param>
/// <param name="Word">si_value, or si_status for SIGCHLD; <c>null</c> where this kind of signal has none.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
public sealed record SignalSource(
    string Way,
    Signal Signal,
    [property: Column("si_code")] string Code,
    [property: Column("si_pid")] string Sender,
    [property: Column("si_uid")] int? User,
    [property: Column("si_value or si_status")] long? Word) : IObservation
{
    private const long Sent = 4711;

    /// <summary>A process with handlers is sent signals by another process, by itself, and by the kernel.</summary>
    public static IReadOnlyList<SignalSource> ObserveAll() =>
    [
        Observe("another process: kill", Signal.SIGUSR1, c => FromAnother(c, target => c.Kill(target, Signal.SIGUSR1))),
        Observe("another process: sigqueue", Signal.SIGUSR1, c => FromAnother(c, target => c.SigQueue(target, Signal.SIGUSR1, Sent))),
        Observe("the process itself: tgkill", Signal.SIGUSR1, c => c.KillThread(c.GetPid(), c.GetThreadId(), Signal.SIGUSR1)),
        Observe("the process itself: raise", Signal.SIGUSR1, c => c.Raise(Signal.SIGUSR1)),
        Observe("a write to a pipe that nobody reads", Signal.SIGPIPE, c =>
        {
            var pipe = c.Pipe();
            c.Close(pipe.ReadEnd);
            c.Write(pipe.WriteEnd, "x");
        }),
        Observe("a timer of alarm ran out", Signal.SIGALRM, c =>
        {
            c.Alarm(1);
            c.Pause();
        }),
        Observe("a child exited with 3", Signal.SIGCHLD, c => c.Wait(c.Fork("child", () => c.Exit(3)))),
    ];

    private static SignalSource Observe(string way, Signal signal, Action<ChildProgram> send)
    {
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(signal, Disposition.Handler, restart: signal == Signal.SIGCHLD);
            send(c);
            c.Exit(0);
        });
        child.Wait();
        var taken = child.Signals.First(one => one.Signal == signal);
        var sender = child.Trace.Processes.FirstOrDefault(process => process.Pid == taken.SenderPid);
        var isNobody = taken.SenderPid == 0;
        return new(
            way,
            signal,
            taken.CodeName,
            isNobody ? "none" : taken.SenderPid == child.Pid ? "its own" : sender is not null ? $"the {sender.Name}'s" : $"{taken.SenderPid}",
            isNobody ? null : taken.SenderUser,
            taken.CodeName is "SI_QUEUE" || signal == Signal.SIGCHLD ? taken.Value : null);
    }

    /// <summary>A process beside the one with the handler sends; the handler's own waits for it to end.</summary>
    private static void FromAnother(ChildProgram c, Action<Value> send)
    {
        var target = c.GetPid();
        var sender = c.Fork("sender", () =>
        {
            send(target);
            c.Exit(0);
        });
        c.While(() => c.Wait(sender).Pid < 0, () => { });
    }
}
