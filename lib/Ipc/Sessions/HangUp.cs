using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Sessions;

/// <summary>Which signals the kernel sent to a process of a session whose terminal hung up, and whose leader ended then. All of them block these signals, so that they stay pending and can be read in /proc.</summary>
/// <param name="Process">Which process.</param>
/// <param name="Before">Its state before.</param>
/// <param name="AtHangUp">What was pending after the master had been closed.</param>
/// <param name="AtLeadersEnd">What was pending besides after the leader had ended, by which the groups of its children were orphaned; <c>null</c> for the leader itself.</param>
/// <param name="After">Its state in the end; <c>null</c> for the leader.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/exit.3p.html"/>
public sealed record HangUp(
    string Process,
    [property: Column("before")] ProcessState Before,
    [property: Column("the window is closed")] SignalSet AtHangUp,
    [property: Column("the leader ends")] SignalSet? AtLeadersEnd,
    [property: Column("after")] ProcessState? After) : IObservation
{
    private const string Leader = "leader";
    private static readonly string[] Names = ["the leader", "in the foreground", "in the background", "in the background, stopped"];

    /// <summary>Makes a session of a leader and three groups, closes the master, and lets the leader end.</summary>
    /// <exception cref="PosixException">There is no pseudo-terminal.</exception>
    public static IReadOnlyList<HangUp> Observe()
    {
        using var terminal = PseudoTerminal.Create();
        using var looking = new Checkpoint();
        var (front, back, stopped) = ((Value?)null, (Value?)null, (Value?)null);
        using var root = Fork.Start(c =>
        {
            c.BecomeSubreaper(); // orphans come to a process of another session
            var leader = c.Fork(Leader, () =>
            {
                c.SetSession();
                var tty = c.Open(terminal.Path, Unistd.O_RDWR);
                c.Block(Signal.SIGHUP, Signal.SIGCONT);
                front = Member(c, "foreground");
                back = Member(c, "background");
                stopped = Member(c, "stopped");
                c.SetForeground(tty, front);
                c.Kill(stopped, Signal.SIGSTOP);
                c.Wait(stopped, SystemWait.WUNTRACED);
                looking.Stop(c);
                c.Exit(0);
            });
            c.Wait(leader);
            looking.Stop(c);
            c.Exit(0);
        });
        var (before, atHangUp) = looking.Look(root, () =>
        {
            Settle();
            var states = All(StateOf);
            terminal.HangUp();
            return (states, All(Pending));
        });
        return looking.Look(root, () =>
        {
            var now = All(Pending);
            Settle();
            var after = All(StateOf);
            return Names.Select((name, i) => new HangUp(
                name,
                before[i]!.Value,
                atHangUp[i]!.Value,
                now[i] is { } pending ? new SignalSet(pending.Bits & ~atHangUp[i]!.Value.Bits) : null,
                after[i])).ToList();
        });

        // Nobody is on the way to sleep any more.
        void Settle() => SpinWait.SpinUntil(() => All(StateOf).All(state => state is null or ProcessState.Sleeping or ProcessState.Stopped), TimeSpan.FromSeconds(8));

        // The leader is known by what it said itself: its maker's fork may not have returned yet. Those that it made it has made.
        List<T> All<T>(Func<int, T> look) =>
        [
            look(root.Trace.Processes.Single(process => process.Name == Leader).Pid),
            .. new[] { front, back, stopped }.Select(fork => look((int)root.StepsOf(fork!)[0].Result)),
        ];

        static ProcessState? StateOf(int pid) => ProcessStat.Find(pid)?.State;

        static SignalSet? Pending(int pid) => ProcessStat.Find(pid) is null ? null : ProcessStatus.Of(pid).Pending;
    }

    /// <summary>A child of the leader in a group of its own that waits.</summary>
    private static Value Member(ChildProgram c, string name)
    {
        var pid = c.Fork(
            name,
            () =>
            {
                c.SetProcessGroup(0, 0);
                c.Pause();
                c.Exit(0);
            },
            survivesParent: true);
        c.SetProcessGroup(pid, pid);
        return pid;
    }
}
