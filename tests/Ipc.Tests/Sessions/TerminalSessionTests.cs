using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Sessions;

namespace Ipc.Tests.Sessions;

public sealed class TerminalSessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void What_a_program_writes_to_the_slave_is_read_at_the_master_and_what_is_typed_is_echoed()
    {
        using var terminal = PseudoTerminal.Create();
        Assert.StartsWith("/dev/pts/", terminal.Path, StringComparison.Ordinal);
        using var child = Fork.Start(c =>
        {
            c.Write(terminal.Slave, "from the program\n");
            c.Read(terminal.Slave, 64);
            c.Exit(0);
        });
        terminal.WaitFor("from the program\n");
        terminal.Type("typed\n");
        child.Wait();
        Assert.Contains("typed", terminal.Screen, StringComparison.Ordinal);
        Assert.Equal("\"typed\\n\"", child.Trace.Steps.Single(step => step.Call == "read").Detail);
    }

    [Fact]
    public void A_program_leads_a_session_whose_terminal_is_ours_and_all_of_it_ends_with_it()
    {
        int leader;
        using (var session = TerminalSession.StartShell())
        {
            leader = session.Leader;
            session.Type("sleep 300 &");
            Assert.True(SpinWait.SpinUntil(() => session.Members.Any(member => member.Command == "sleep"), Patience)); // until it has exec'd it is a shell
            var members = session.Members;
            Assert.Equal(leader, members[0].Pid);
            Assert.All(members, member => Assert.Equal((leader, session.Terminal.Path), (member.Session, $"/dev/{member.TerminalName}")));
            Assert.Contains(members, member => member.Command == "sleep" && member.ProcessGroup == member.Pid);
        }

        Assert.DoesNotContain(ProcessTree.All(), process => process.Session == leader && process.State != ProcessState.Zombie);
    }

    [Fact]
    public void The_screen_shows_what_was_typed_and_what_the_shell_answered()
    {
        using var session = TerminalSession.StartShell();
        session.Type("echo one; echo two");
        session.Type("echo three");
        Assert.Equal("ready> echo one; echo two\none\ntwo\nready> echo three\nthree\nready> ", session.Terminal.Screen);
    }

    [Fact]
    public void A_control_character_becomes_a_signal_for_the_foreground_group()
    {
        using var session = TerminalSession.StartShell();
        session.Terminal.Type("sleep 300\n");
        Assert.True(SpinWait.SpinUntil(() => session.Members.Any(member => member.Command == "sleep"), Patience));
        session.Terminal.Type("\u0003");
        Assert.True(SpinWait.SpinUntil(() => session.Members.All(member => member.Command != "sleep"), Patience));
        session.Type("echo $?");
        Assert.Contains("130", session.Terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_does_not_exist_is_told()
    {
        var missing = Assert.Throws<PosixException>(() => TerminalSession.Start(Command.Of("no-such-program")));
        Assert.Equal(Errno.ENOENT, missing.Errno);
    }

    [Fact]
    public void A_terminal_that_shows_something_else_is_told_with_what_it_shows()
    {
        using var terminal = PseudoTerminal.Create();
        terminal.Type("shown");
        var late = Assert.Throws<TimeoutException>(() => terminal.WaitFor("something else", TimeSpan.FromMilliseconds(150)));
        Assert.Contains("shown", late.Message, StringComparison.Ordinal);
    }
}
