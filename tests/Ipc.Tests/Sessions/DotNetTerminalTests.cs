using Ipc.Children;
using Ipc.DotNet;
using Ipc.Native;
using Ipc.Sessions;

namespace Ipc.Tests.Sessions;

public sealed class DotNetTerminalTests
{
    [Fact]
    public void ReadKey_turns_lines_and_echo_off_and_a_child_gets_the_terminal_as_it_was()
    {
        using var terminal = PseudoTerminal.Create();
        terminal.Type("x");
        var trace = DotNetProgram.Of("""Console.ReadKey(true); Process.Start("/bin/true").WaitForExit();""").Trace(c => c.Dup2(terminal.Slave, 0), "ioctl", "rt_sigaction", "execve");
        var changes = TerminalChange.Of(trace);
        var modes = changes.Where(change => change.Canonical is not null).Select(change => (change.Canonical, change.Echo)).ToList();
        Assert.Equal([(false, false), (true, true), (false, false)], modes);
        var child = Assert.Single(changes, change => change.What == "becomes \"/bin/true\"");
        Assert.NotEqual(trace.Threads[0].Pid, child.Pid);
        Assert.Equal((true, true), modes[changes.TakeWhile(change => change != child).Count(change => change.Canonical is not null) - 1]);
        Assert.Contains(changes, change => change.What == "catches SIGTTOU");
        Assert.Equal((true, true), (terminal.Modes.Canonical, terminal.Modes.Echo));
    }

    [Fact]
    public void A_program_that_is_killed_after_ReadKey_leaves_the_terminal_without_echo()
    {
        using var terminal = PseudoTerminal.Create();
        terminal.Type("x");
        var trace = DotNetProgram.Of("Console.ReadKey(true); Process.GetCurrentProcess().Kill(); Thread.Sleep(-1);").Trace(c => c.Dup2(terminal.Slave, 0), "ioctl");
        Assert.Equal(new ExitStatus.Signaled(Signal.SIGKILL, false), trace.Status);
        Assert.Equal((false, false), (terminal.Modes.Canonical, terminal.Modes.Echo));
    }
}
