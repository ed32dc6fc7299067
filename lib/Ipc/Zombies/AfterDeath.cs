using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>What became of a child after its death, and what its parent could still learn.</summary>
/// <param name="SigChild">What the parent had set SIGCHLD to do when the child died.</param>
/// <param name="IgnoredOnceDead">The parent set SIGCHLD to be ignored after that, before it waited.</param>
/// <param name="Ending">How the child ended.</param>
/// <param name="State">What was left of it before the parent waited; <c>null</c> for nothing.</param>
/// <param name="Learned">The status that wait(2) then gave the parent, or <c>null</c>.</param>
/// <param name="Errno">Why wait(2) failed, or <c>null</c>.</param>
/// <param name="StateAfterWait">What was left after that; <c>null</c> for nothing.</param>
/// <param name="HandlerRuns">How often the parent's handler of SIGCHLD ran.</param>
/// <param name="MemoryBytes">The size of the address space of what was left before the parent waited.</param>
public sealed record AfterDeath(
    [property: Column("SIGCHLD")] Disposition SigChild,
    [property: Column(Hidden = true)] bool IgnoredOnceDead,
    Ending Ending,
    [property: Column("left of it")] ProcessState? State,
    [property: Column("wait told")] ExitStatus? Learned,
    [property: Column("wait failed")] Errno? Errno,
    [property: Column(Hidden = true)] ProcessState? StateAfterWait,
    int HandlerRuns,
    [property: Column("memory", Unit = "bytes")] long? MemoryBytes) : IObservation
{
    /// <summary>Whether a zombie stayed until the parent waited.</summary>
    [Column(Hidden = true)]
    public bool LeftZombie => State == ProcessState.Zombie;

    /// <summary>A process sets SIGCHLD, forks a child that ends, and waits for it only when the dead child has been looked at.</summary>
    /// <param name="disposition">What SIGCHLD is to do.</param>
    /// <param name="ending">How the child ends.</param>
    /// <param name="ignoreOnceDead">Set SIGCHLD to be ignored when the child is dead already.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/wait.2.html"/>
    public static AfterDeath Observe(Disposition disposition, Ending ending, bool ignoreOnceDead = false)
    {
        ArgumentNullException.ThrowIfNull(ending);
        using var looking = new Checkpoint();
        using var status = SharedWord.Create();
        Value? fork = null;
        Value? wait = null;
        using var parent = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.SetDisposition(Signal.SIGCHLD, disposition, restart: true);
            fork = c.Fork("child", () => ending.Record(c));
            c.WaitUntilEnded(fork);
            if (ignoreOnceDead)
            {
                c.SetDisposition(Signal.SIGCHLD, Disposition.Ignore);
            }

            looking.Stop(c);
            var waited = c.Wait(fork);
            wait = waited.Pid;
            c.Store(status, waited.Status);
            looking.Stop(c);
            c.Exit(0);
        });
        ProcessRemains Remains() => ProcessRemains.Of((int)parent.StepsOf(fork!)[0].Result);
        var dead = looking.Look(parent, Remains);
        var waited = looking.Look(parent, Remains);
        parent.Wait();
        var step = parent.StepsOf(wait!)[0];
        return new AfterDeath(
            disposition,
            ignoreOnceDead,
            ending,
            dead.State,
            step.Result > 0 ? ExitStatus.FromRaw((int)status.Value) : null,
            step.Errno,
            waited.State,
            parent.Signals.Count(signal => signal.Signal == Signal.SIGCHLD),
            dead.MemoryBytes);
    }
}
