using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Signals;

/// <summary>What a call that waited returned after a handler had run.</summary>
/// <param name="Call">The call.</param>
/// <param name="Restart">Whether the handler was installed with SA_RESTART.</param>
/// <param name="HandlerRuns">How often the handler ran meanwhile.</param>
/// <param name="Result">What the call returned.</param>
/// <param name="Errno">EINTR where the signal ended the wait; <c>null</c> where the call went on until it had what it waited for.</param>
public sealed record InterruptedCall(string Call, [property: Column("SA_RESTART")] bool Restart, int HandlerRuns, long Result, Errno? Errno) : IObservation
{
    /// <summary>Interrupts read, wait and poll, each with and without SA_RESTART.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
    public static IReadOnlyList<InterruptedCall> ObserveAll() =>
    [
        .. from call in new[] { "read", "wait4", "poll" }
           from restart in new[] { false, true }
           select Observe(call, restart),
    ];

    private static InterruptedCall Observe(string call, bool restart)
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler, restart);
            Wait(c, call, pipe.ReadEnd);
            c.Exit(0);
        });
        Await(() => child.Trace.Steps.Any(step => step.Pid == child.Pid && step.Call == call && step.End is null), call);
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        child.Send(Signal.SIGUSR1);
        Await(() => child.Signals.Count > 0, "the handler");
        pipe.WriteEnd.Write("x"); // what the call waits for, if it still does
        child.Wait();
        var step = child.Trace.Steps.First(step => step.Pid == child.Pid && step.Call == call);
        return new(call, restart, child.Signals.Count, step.Result, step.Errno);
    }

    private static void Wait(ChildProgram c, string call, FileDescriptor readEnd)
    {
        switch (call)
        {
            case "read":
                c.Read(readEnd, 1);
                break;
            case "wait4":
                c.Wait(c.Fork("awaited", () =>
                {
                    c.Read(readEnd, 1);
                    c.Exit(0);
                }));
                break;
            default:
                c.Poll(readEnd, PollEvents.In);
                break;
        }
    }

    private static void Await(Func<bool> state, string what)
    {
        if (!SpinWait.SpinUntil(state, TimeSpan.FromSeconds(5)))
        {
            throw new TimeoutException($"{what} did not begin within 5 s");
        }
    }
}
