using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>A child that is stopped and continued while it lives.</summary>
internal static class StopAndContinue
{
    /// <summary>What wait(2) with WUNTRACED and WCONTINUED brings of a child that lives.</summary>
    internal static IReadOnlyList<StatusInteger> Observe()
    {
        using var looking = new Checkpoint();
        using var gate = Pipe.Create();
        using var told = SharedWord.Create();
        using var stopped = SharedWord.Create();
        using var continued = SharedWord.Create();
        Value? fork = null;
        using var parent = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.SetHandler(Signal.SIGCHLD, () => c.Add(told, 1), restart: true);
            fork = c.Fork("child", () =>
            {
                c.Raise(Signal.SIGSTOP);
                c.Read(gate.ReadEnd, 1);
                c.Exit(0);
            });

            // A wait that takes the stop before the kernel has told of it would leave nothing in si_status.
            c.SpinUntil(told, 1);
            c.Store(stopped, c.Wait(fork, SystemWait.WUNTRACED).Status);
            looking.Stop(c);
            c.Kill(fork, Signal.SIGCONT);
            c.SpinUntil(told, 2);
            c.Store(continued, c.Wait(fork, SystemWait.WCONTINUED).Status);
            looking.Stop(c);
            c.Kill(fork, Signal.SIGKILL);
            c.Wait(fork);
            c.Exit(0);
        });
        int Child() => (int)parent.StepsOf(fork!)[0].Result;
        var whileStopped = looking.Look(parent, () => ProcessRemains.Of(Child()).State!.Value);
        var whileContinued = looking.Look(parent, () => ProcessStat.WaitFor(Child(), ProcessState.Sleeping).State);
        parent.Wait();
        return
        [
            StatusInteger.Of("SIGSTOP", whileStopped, (int)stopped.Value, new ExitStatus.Stopped(Signal.SIGSTOP), null, parent.Signals[0]),
            StatusInteger.Of("SIGCONT", whileContinued, (int)continued.Value, new ExitStatus.Continued(), null, parent.Signals[1]),
        ];
    }
}
