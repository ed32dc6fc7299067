using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>An attempt to get rid of a zombie, and what was left after it.</summary>
/// <param name="Attempt">What the parent did.</param>
/// <param name="TakesStatus">Whether it is a wait that takes the zombie's status.</param>
/// <param name="Result">What the call returned.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
/// <param name="Before">What the child was before.</param>
/// <param name="After">What it was after; <c>null</c> for gone.</param>
public sealed record ReapingAttempt(
    string Attempt,
    bool TakesStatus,
    long Result,
    Errno? Errno,
    [property: Column(Hidden = true)] ProcessState? Before,
    [property: Column("left after it")] ProcessState? After) : IObservation
{
    /// <summary>Whether the zombie went.</summary>
    [Column(Hidden = true)]
    public bool EndedZombie => Before == ProcessState.Zombie && After is null;

    /// <summary>Tries each way on a zombie of its own: signals, a look without taking, and three waits.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/wait.2.html"/>
    public static IReadOnlyList<ReapingAttempt> ObserveAll() =>
    [
        Observe("kill(child, SIGKILL)", takesStatus: false, (c, child) => c.Kill(child, Signal.SIGKILL)),
        Observe("kill(parent, SIGCHLD)", takesStatus: false, (c, _) => c.Kill(c.GetPid(), Signal.SIGCHLD)),
        Observe("waitid(child, WNOWAIT)", takesStatus: false, (c, child) => c.WaitUntilEnded(child)),
        Observe("wait4(child)", takesStatus: true, (c, child) => c.Wait(child).Pid),
        Observe("wait4(child, WNOHANG)", takesStatus: true, (c, child) => c.Wait(child, SystemWait.WNOHANG).Pid),
        Observe("wait4(-1)", takesStatus: true, (c, _) => c.Wait(-1).Pid),
    ];

    private static ReapingAttempt Observe(string name, bool takesStatus, Func<ChildProgram, Value, Value> attempt)
    {
        using var looking = new Checkpoint();
        Value? fork = null;
        Value? tried = null;
        using var parent = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            fork = c.Fork("child", () => c.Exit(7));
            c.WaitUntilEnded(fork);
            looking.Stop(c);
            tried = attempt(c, fork);
            looking.Stop(c);
            c.Wait(-1);
            c.Exit(0);
        });
        ProcessState? State() => ProcessRemains.Of((int)parent.StepsOf(fork!)[0].Result).State;
        var before = looking.Look(parent, State);
        var after = looking.Look(parent, State);
        parent.Wait();
        var step = parent.StepsOf(tried!)[0];
        return new ReapingAttempt(name, takesStatus, step.Result, step.Errno, before, after);
    }
}
