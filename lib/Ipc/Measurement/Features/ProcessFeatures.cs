using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Measurement.Features;

/// <summary>Making, tracing and signalling processes.</summary>
internal static class ProcessFeatures
{
    private const int Code = 7, MostStops = 1000;

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("fork", "every chapter: no experiment runs", () => Exit(Fork.Start)),
        new("vfork", "chapter 01: P2, P4, P6 and P8 are not observed", () => Exit(Vfork.Start)),
        new("clone", "chapter 01: a child made with chosen flags is not shown", () => Exit((steps, options) => Clone.Start(CloneFlags.None, steps, options))),
        new("ptrace", "P1 to P3, L1, A1, A2, A4, A5 are not observed; a container needs --cap-add=SYS_PTRACE", Trace),
        new("pidfd", "every chapter: nothing waits for a child without it; it needs Linux 5.3", SignalByPidfd),
        new("user namespaces", "chapter 03: Z9 sees no orphan go to an init, unless root runs it", OwnUserNamespace),
        new("futex between processes", "chapter 02: L1 to L4 are not observed", WakeAcrossProcesses),
    ];

    private static Attempt Exit(Func<Action<ChildProgram>, ChildOptions?, ChildProcess> start)
    {
        using var child = start(c => c.Exit(Code), FeatureProbe.Soon);
        var status = child.Wait();
        return new(status is ExitStatus.Exited { Code: Code }, $"a child {status}; making it took {child.ForkDuration.TotalMicroseconds:N0} µs");
    }

    private static Attempt Trace()
    {
        using var child = Fork.Start(c => { c.While(() => c.GetPid().IsNot(0), () => { }); c.Exit(0); }, FeatureProbe.Soon with { TraceCapacity = 16 });
        Ptrace.Seize(child.Pid);
        Ptrace.Interrupt(child.Pid);
        child.WaitForChange();
        // The interrupt may have met the child before its loop, in the calls that prepare it, and at a call's beginning or end.
        for (var stop = 0; stop < MostStops; stop++)
        {
            Ptrace.RunToSystemCall(child.Pid);
            var status = child.WaitForChange();
            if (status is not ExitStatus.Stopped)
            {
                return Attempt.Fails($"the traced child {status}");
            }

            if (Ptrace.SystemCallEntered(child.Pid) == SystemCallNumbers.GetPid)
            {
                return new(true, "a child was stopped as it entered getpid");
            }
        }

        return Attempt.Fails($"a child that calls getpid was stopped {MostStops} times, and never as it entered it");
    }

    private static Attempt SignalByPidfd()
    {
        using var child = Fork.Start(c => { c.Pause(); c.Exit(0); }, FeatureProbe.Soon);
        using var pidfd = SystemWait.OpenPidFd(child.Pid);
        Unistd.Checked("pidfd_send_signal", $"{pidfd}", () => SystemWait.SystemCall(SystemCallNumbers.PidfdSendSignal, pidfd.Number, (int)Signal.SIGTERM, 0, 0, 0, 0));
        var status = child.Wait();
        return new(status is ExitStatus.Signaled { Signal: Signal.SIGTERM }, $"a child was signalled through a descriptor: {status}");
    }

    private static Attempt OwnUserNamespace()
    {
        using var child = Clone.Start(CloneFlags.NewUser, c => { c.Pause(); c.Exit(0); }, FeatureProbe.Soon);
        var (own, childs) = (ProcFile.ReadLink("/proc/self/ns/user"), ProcFile.ReadLink($"/proc/{child.Pid}/ns/user"));
        return new(own != childs, $"a child is in {childs}, its parent in {own}");
    }

    private static Attempt WakeAcrossProcesses()
    {
        using var word = SharedWord.Create();
        using var sleeper = Fork.Start(c => { c.FutexWait(word, 0); c.Exit(Code); }, FeatureProbe.Soon);
        Value? woken = null;
        using var waker = Fork.Start(
            c =>
            {
                c.Silently(() => c.While(() => (woken = c.FutexWake(word, 1)).Is(0), () => c.Sleep(TimeSpan.FromMilliseconds(1))));
                c.Exit(Code);
            },
            FeatureProbe.Soon);
        var (waked, slept) = (waker.Wait(), sleeper.Wait());
        var call = sleeper.Trace.Steps[0];
        return new(waked is ExitStatus.Exited && slept is ExitStatus.Exited && call.Result == 0, $"one process woke another, which had slept {call.Duration?.TotalMilliseconds:N1} ms");
    }
}
