using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Sessions;

namespace Ipc.Tests.Sessions;

public sealed class JobControlTests
{
    [Fact]
    public void A_shell_hands_the_terminal_to_its_job_and_takes_it_back_when_the_job_stops()
    {
        var seen = JobControl.Observe();
        Assert.Equal(["", "stopped by SIGTSTP", "", "continued", "stopped by SIGTTIN", "", "exited with 0"], seen.Moments.Select(moment => moment.Told));
        Assert.Equal(["the job", "the job", "the shell", "the shell", "the shell", "the job", "the shell"], seen.Moments.Select(moment => moment.Foreground));
        Assert.Equal(
            [ProcessState.Sleeping, ProcessState.Stopped, ProcessState.Stopped, ProcessState.Running, ProcessState.Stopped, ProcessState.Sleeping, null],
            seen.Moments.Select(moment => moment.Job));
        Assert.Equal(["\"first\\n\"", "\"second\\n\""], seen.Trace.Steps.Where(step => step.Call == "read").Select(step => step.Detail));
        Assert.Contains("^Z", seen.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain(seen.Trace.Steps, step => step.Errno is not null);
    }

    [Fact]
    public void The_shell_can_be_read_as_a_program_in_C() =>
        Assert.Contains("kill(-job, SIGCONT);", JobControl.AsC().Source, StringComparison.Ordinal);

    [Fact]
    public void A_background_process_is_stopped_where_somebody_could_let_it_go_on_and_gets_an_error_where_nobody_could()
    {
        var seen = BackgroundUse.ObserveAll();
        Assert.Equal(
            [
                ("reads a line", "", "stopped by SIGTTIN"),
                ("reads a line", "SIGTTIN ignored", "read failed with EIO"),
                ("reads a line", "its parent is gone", "read failed with EIO"),
                ("writes a line", "", "write returned 7"),
                ("writes a line", "stty tostop", "stopped by SIGTTOU"),
                ("writes a line", "stty tostop, SIGTTOU ignored", "write returned 7"),
                ("writes a line", "stty tostop, its parent is gone", "write failed with EIO"),
                ("takes the foreground", "", "stopped by SIGTTOU"),
                ("takes the foreground", "SIGTTOU ignored", "tcsetpgrp returned 0"),
                ("takes the foreground", "its parent is gone", "tcsetpgrp failed with ENOTTY"),
            ],
            seen.Select(use => (use.Use, use.Circumstance, use.Outcome)));
    }

    [Fact]
    public void A_closed_window_is_told_to_the_leader_and_the_leaders_end_to_the_foreground_and_to_orphans_that_are_stopped()
    {
        var seen = HangUp.Observe();
        Assert.Equal(["SIGHUP SIGCONT", "none", "none", "none"], seen.Select(one => $"{one.AtHangUp}"));
        Assert.Equal([null, "SIGHUP SIGCONT", "none", "SIGHUP SIGCONT"], seen.Select(one => one.AtLeadersEnd?.ToString()));
        Assert.Equal([ProcessState.Sleeping, ProcessState.Sleeping, ProcessState.Sleeping, ProcessState.Stopped], seen.Select(one => one.Before));
        Assert.Equal([null, ProcessState.Sleeping, ProcessState.Sleeping, ProcessState.Sleeping], seen.Select(one => one.After));
    }

    [Fact]
    public void A_group_stays_within_its_session_and_a_child_is_moved_before_its_exec_only() =>
        Assert.Equal(
            [
                ("setsid", "EPERM"), ("setsid", "done"),
                ("setpgid", "EPERM"), ("setpgid", "EPERM"), ("setpgid", "done"), ("setpgid", "ESRCH"), ("setpgid", "EACCES"),
                ("ioctl TIOCSCTTY", "EPERM"), ("ioctl TIOCSCTTY", "done"), ("tcsetpgrp", "EPERM"), ("tcsetpgrp", "done"),
            ],
            GroupRule.ObserveAll().Select(rule => (rule.Call, rule.Outcome)));

    [Fact]
    public void The_modes_of_a_terminal_can_be_read_and_set()
    {
        using var terminal = PseudoTerminal.Create();
        var usual = new TerminalModes(Canonical: true, Echo: true, Signals: true, StopsBackgroundWriters: false);
        Assert.Equal(usual, terminal.Modes);
        terminal.Modes = terminal.Modes with { Echo = false, StopsBackgroundWriters = true };
        Assert.Equal(usual with { Echo = false, StopsBackgroundWriters = true }, terminal.Modes);
        terminal.Type("silent\n");
        using var reader = Fork.Start(c =>
        {
            c.Read(terminal.Slave, 64);
            c.Exit(0);
        });
        reader.Wait();
        Assert.Equal("", terminal.Screen);
    }

    [Fact]
    public void A_terminal_that_hung_up_has_no_modes_any_more()
    {
        using var terminal = PseudoTerminal.Create();
        terminal.HangUp();
        Assert.Equal(Errno.EIO, Assert.Throws<PosixException>(() => terminal.Modes).Errno);
    }
}
