using Ipc.Children;
using Ipc.Native;
using Ipc.Sessions;

namespace Ipc.Tests.Sessions;

public sealed class SessionExperimentTests
{
    [Fact]
    public void Under_job_control_a_pipeline_has_a_group_of_its_own_and_without_it_the_shell_s()
    {
        var interactive = JobProcess.ObserveInteractive();
        Assert.Equal("the shell", interactive[0].Role);
        var cat = interactive.Single(process => process.Command == "cat");
        Assert.Equal("in the group of sleep", cat.Role);
        Assert.NotEqual(interactive[0].Group, cat.Group);
        Assert.True(interactive[0].IsForeground);
        Assert.False(cat.IsForeground);

        var script = JobProcess.ObserveScript();
        Assert.Equal("in the shell's group", script.Single(process => process.Command == "cat").Role);
    }

    [Fact]
    public void Only_the_pseudo_terminal_is_a_terminal() =>
        Assert.Equal([false, false, false, true], TerminalCheck.ObserveAll().Select(check => check.IsATty && check.Test && check.Tty.StartsWith("/dev/pts/", StringComparison.Ordinal)));

    [Fact]
    public void What_goes_to_the_terminal_passes_redirection_by_and_reaches_the_master()
    {
        var seen = DirectWrite.ObserveOnTerminal();
        Assert.Equal(("redirected", "to the terminal", ""), (seen.Redirected, seen.Screen, seen.Error));
        Assert.Contains("/dev/tty", DirectWrite.ObserveWithoutTerminal().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_leaders_death_hangs_up_the_foreground_group_only_and_a_background_read_stops()
    {
        var ends = SessionEnd.ObserveLeadersDeath();
        Assert.Equal([new ExitStatus.Signaled(Signal.SIGHUP, false), new ExitStatus.Signaled(Signal.SIGKILL, false)], ends.Select(end => end.Status));
        Assert.Equal(new ExitStatus.Stopped(Signal.SIGTTIN), SessionEnd.ObserveBackgroundRead().Status);
    }
}
