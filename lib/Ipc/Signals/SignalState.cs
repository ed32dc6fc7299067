using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Signals;

/// <summary>What /proc/PID/status says of three signals in a process: SIGHUP, which it ignores, SIGUSR1, which it handles, and SIGUSR2, which it has blocked.</summary>
/// <param name="Process">Which process.</param>
/// <param name="Pending">Sent, and not yet delivered.</param>
/// <param name="Blocked">In the mask.</param>
/// <param name="Ignored">Set to SIG_IGN.</param>
/// <param name="Caught">Set to a handler.</param>
public sealed record SignalState(string Process, SignalSet Pending, SignalSet Blocked, SignalSet Ignored, SignalSet Caught) : IObservation
{
    private static readonly Signal[] Looked = [Signal.SIGHUP, Signal.SIGUSR1, Signal.SIGUSR2];

    /// <summary>A process with one signal of each kind, its child by fork, and itself after an exec.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
    public static IReadOnlyList<SignalState> ObserveAll()
    {
        using var looked = Pipe.Create();
        Value? fork = null;
        using var process = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGHUP, Disposition.Ignore);
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.Block(Signal.SIGUSR2);
            c.Kill(c.GetPid(), Signal.SIGUSR2);
            fork = c.Fork("forked", () =>
            {
                c.Pause();
                c.Exit(0);
            });
            c.Read(looked.ReadEnd, 1);
            c.Exec("/bin/sleep", ["60"]);
        });
        ProcessStatus Sleeping(Func<int?> pid, Func<ProcessStatus, bool> there)
        {
            ProcessStatus? seen = null;
            return SpinWait.SpinUntil(() => pid() is { } id && (seen = ProcessStatus.Find(id)) is { State: ProcessState.Sleeping } now && there(now), TimeSpan.FromSeconds(5))
                ? seen!
                : throw new TimeoutException("a child did not come to rest within 5 s");
        }

        bool Runs(string call, int pid) => process.Trace.Steps.Any(step => step.Pid == pid && step.Call == call && step.End is null);
        var first = Sleeping(() => process.Pid, _ => Runs("read", process.Pid));
        var forked = Sleeping(() => (int?)process.StepsOf(fork!).FirstOrDefault()?.Result, status => Runs("pause", status.Pid));
        looked.WriteEnd.Write("x");
        var after = Sleeping(() => process.Pid, status => status.Name == "sleep");
        return [Of("the process", first), Of("its child by fork", forked), Of("itself after exec", after)];
    }

    private static SignalState Of(string process, ProcessStatus status) => new(process, Some(status.Pending), Some(status.Blocked), Some(status.Ignored), Some(status.Caught));

    private static SignalSet Some(SignalSet all) => new(Looked.Where(all.Contains).Aggregate(0UL, (bits, signal) => bits | (1UL << ((int)signal - 1))));
}
