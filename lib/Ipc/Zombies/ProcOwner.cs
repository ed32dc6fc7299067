using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>Who owns the directory of a process in /proc, and what is in it.</summary>
/// <param name="Moment">What had just been done to the process.</param>
/// <param name="State">What it was.</param>
/// <param name="User">The user that it ran as: the effective user id in /proc/PID/status.</param>
/// <param name="Directory">The user id that owns /proc/PID.</param>
/// <param name="File">The user id that owns /proc/PID/stat.</param>
public sealed record ProcOwner(
    string Moment,
    ProcessState State,
    [property: Column("runs as uid")] int User,
    [property: Column("/proc/PID belongs to")] int Directory,
    [property: Column("/proc/PID/stat belongs to")] int File) : IObservation
{
    private const int PR_SET_DUMPABLE = 4;

    /// <summary>The user id that root has here: 0, or in a user namespace without root the number shown in its place.</summary>
    public static int Root => SysStat.Owner("/proc/version");

    /// <summary>A child that runs as an ordinary user ends, and is a zombie. Where this process is root the child changes its user first.</summary>
    /// <exception cref="PosixException">EPERM or EINVAL: root could not change to an ordinary user here.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid.5.html"/>
    public static IReadOnlyList<ProcOwner> ObserveAll()
    {
        using var looking = new Checkpoint();
        Value? self = null;
        Value? become = null;
        using var parent = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            var fork = c.Fork("child", () =>
            {
                self = c.GetPid();
                become = OrdinaryUser.Become(c);
                looking.Stop(c);
                c.Prctl(PR_SET_DUMPABLE, 1);
                looking.Stop(c);
                c.Exit(0);
            });
            c.WaitUntilEnded(fork);
            looking.Stop(c);
            c.Wait(fork);
            c.Exit(0);
        });
        ProcOwner Look(string moment, ProcessState state) => looking.Look(parent, () => Of((int)parent.StepsOf(self!)[0].Result, moment, state));
        ProcOwner[] seen =
        [
            Look(become is null ? "begun" : "user changed", ProcessState.Sleeping),
            Look("made dumpable", ProcessState.Sleeping),
            Look("ended", ProcessState.Zombie),
        ];
        parent.Wait();
        return OrdinaryUser.Refusal(parent, become) is { } refusal ? throw refusal : seen;
    }

    private static ProcOwner Of(int pid, string moment, ProcessState state)
    {
        ProcessStat.WaitFor(pid, state);
        return new ProcOwner(moment, state, ProcessStatus.Of(pid).EffectiveUser, SysStat.Owner($"/proc/{pid}"), SysStat.Owner($"/proc/{pid}/stat"));
    }
}
