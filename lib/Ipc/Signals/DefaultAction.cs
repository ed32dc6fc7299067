using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Signals;

/// <summary>Signals that do the same to a process that has not said anything about them.</summary>
/// <param name="Effect">What became of the process.</param>
/// <param name="Signals">The signals.</param>
/// <param name="Refused">Those of them for which sigaction refuses another disposition: EINVAL.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
public sealed record DefaultAction(
    [property: Column("the process")] string Effect,
    SignalSet Signals,
    [property: Column("cannot be ignored or handled")] SignalSet Refused) : IObservation
{
    private const int Standard = 31;

    /// <summary>Sends each standard signal to a child with default dispositions, and asks for another disposition in a second child. No core files are written: where one would be, the process ends all the same.</summary>
    public static IReadOnlyList<DefaultAction> ObserveAll()
    {
        var seen = Enumerable.Range(1, Standard).Select(number => Observe((Signal)number)).ToList();
        return [.. seen.GroupBy(one => one.Effect).Select(group => new DefaultAction(
            group.Key,
            SetOf(group.Select(one => one.Signal)),
            SetOf(group.Where(one => one.Refusal == Errno.EINVAL).Select(one => one.Signal))))];
    }

    private static (Signal Signal, string Effect, Errno? Refusal) Observe(Signal signal)
    {
        using var status = SharedWord.Create();
        using var parent = Fork.Start(c =>
        {
            c.SetDisposition(signal, Disposition.Ignore);
            c.SetDisposition(signal, Disposition.Default);
            var child = c.Fork("child", () =>
            {
                c.ForbidCoreFile();
                c.Raise(signal);
                c.Exit(0);
            });
            c.Store(status, c.Wait(child, SystemWait.WUNTRACED).Status);
            c.Kill(child, Signal.SIGKILL);
            c.Exit(0);
        });
        parent.Wait();
        var effect = ExitStatus.FromRaw((int)status.Value) switch
        {
            ExitStatus.Exited => "went on",
            ExitStatus.Stopped => "stopped",
            _ => "ended",
        };
        return (signal, effect, parent.Trace.Steps.First(step => step.Call == "sigaction").Errno);
    }

    private static SignalSet SetOf(IEnumerable<Signal> signals) => new(signals.Aggregate(0UL, (bits, signal) => bits | (1UL << ((int)signal - 1))));
}
