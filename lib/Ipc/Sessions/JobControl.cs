using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Sessions;

/// <summary>A shell of a few steps that controls one job: it starts the job in the foreground, gets the terminal back when Ctrl-Z stops the job, lets it go on in the background (bg), and brings it to the front (fg).</summary>
/// <param name="Moments">The job at each turn, in order.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/tcsetpgrp.3.html"/>
public sealed record JobControl(IReadOnlyList<JobMoment> Moments) : IObservation
{
    private const string ControlZ = "\u001a";
    private const int LineBytes = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>What the shell and its job did, on one clock.</summary>
    [Column(Hidden = true)]
    public required ChildTrace Trace { get; init; }

    /// <summary>What the screen showed.</summary>
    [Column(Hidden = true)]
    public required string Screen { get; init; }

    /// <summary>Runs the shell on a terminal of its own, types for its job, and looks at each turn.</summary>
    /// <exception cref="PosixException">There is no pseudo-terminal.</exception>
    public static JobControl Observe()
    {
        using var terminal = PseudoTerminal.Create();
        using var background = SharedWord.Create();
        using var looking = new Checkpoint();
        ShellSteps? steps = null;
        using var shell = Fork.Start(
            c => steps = Record(c, terminal, background, () => looking.Stop(c)),
            new ChildOptions { OwnProcessGroup = false }); // the leader of a group could not make a session
        List<JobMoment> moments = [];
        Look("the shell started the job", until: () => IsIn("read", 1));
        terminal.Type("first\n");
        SpinWait.SpinUntil(() => IsIn("spin", 1), Patience);
        terminal.Type(ControlZ);
        Look("you pressed Ctrl-Z", steps!.Stopped);
        Look("the shell took the terminal back");
        Look("bg", steps.WentOn);
        background.Value = 1;
        Look("the job read from the terminal", steps.StoppedAgain);
        Look("fg", until: () => IsIn("read", 2));
        terminal.Type("second\n");
        Look("the job had its line", steps.Ended);
        shell.Wait();
        return new(moments) { Trace = shell.Trace, Screen = terminal.Screen };

        int Job() => (int)shell.StepsOf(steps!.Job)[0].Result;

        void Look(string after, Value? wait = null, Func<bool>? until = null) => moments.Add(looking.Look(shell, () =>
        {
            SpinWait.SpinUntil(until ?? (() => true), Patience);
            var foreground = ProcessStat.Of(shell.Pid).ForegroundGroup;
            return new JobMoment(
                after,
                wait is null ? "" : shell.StepsOf(wait)[0].Detail,
                ProcessStat.Find(Job())?.State,
                foreground == Job() ? "the job" : foreground == shell.Pid ? "the shell" : "nobody");
        }));

        // In a call for the so-manieth time, and asleep there if it sleeps in it at all.
        bool IsIn(string call, int times) => shell.Trace.Steps.Where(step => step.Pid == Job() && step.Call == call).ToList() is { } made
            && made.Count == times && made[^1].End is null && (call == "spin" || ProcessStat.Of(Job()).State == ProcessState.Sleeping);
    }

    /// <summary>The shell as a C program.</summary>
    public static CProgram AsC()
    {
        using var terminal = PseudoTerminal.Create();
        using var background = SharedWord.Create();
        return CProgram.Of(c => Record(c, terminal, background, () => { }));
    }

    private static ShellSteps Record(ChildProgram c, PseudoTerminal terminal, SharedWord background, Action look)
    {
        var shell = c.SetSession();
        var tty = c.Open(terminal.Path, Unistd.O_RDWR | Pty.O_NOCTTY);
        c.SetControllingTerminal(tty);
        c.SetDisposition(Signal.SIGTTOU, Disposition.Ignore); // or it would be stopped when it takes the terminal back
        var job = c.Fork("job", () =>
        {
            var self = c.GetPid();
            c.SetProcessGroup(0, 0);
            c.SetForeground(tty, self);
            c.SetDisposition(Signal.SIGTTOU, Disposition.Default);
            c.Read(tty, LineBytes);
            c.SpinUntil(background, 1);
            c.Write(tty, "in the background\n");
            c.Read(tty, LineBytes);
            c.Exit(0);
        });

        // Both do it, as in every shell: nobody knows who comes first.
        c.SetProcessGroup(job, job);
        c.SetForeground(tty, job);
        look();
        var stopped = c.Wait(job, SystemWait.WUNTRACED);
        look();
        c.SetForeground(tty, shell);
        look();
        c.Kill(-job, Signal.SIGCONT);
        var wentOn = c.Wait(job, SystemWait.WCONTINUED);
        look();
        var stoppedAgain = c.Wait(job, SystemWait.WUNTRACED);
        look();
        c.SetForeground(tty, job);
        c.Kill(-job, Signal.SIGCONT);
        look();
        var ended = c.Wait(job);
        c.SetForeground(tty, shell);
        look();
        c.Exit(0);
        return new(job, stopped.Pid, wentOn.Pid, stoppedAgain.Pid, ended.Pid);
    }

    /// <summary>The steps of the shell whose results the moments show.</summary>
    private sealed record ShellSteps(Value Job, Value Stopped, Value WentOn, Value StoppedAgain, Value Ended);
}
