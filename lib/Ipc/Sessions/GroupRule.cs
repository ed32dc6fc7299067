using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;

namespace Ipc.Sessions;

/// <summary>Whether the kernel let a process change a session, a process group, or the terminal of a session.</summary>
/// <param name="Who">Which process asked.</param>
/// <param name="Call">The call.</param>
/// <param name="What">What the call was to bring about.</param>
/// <param name="Outcome">"done", or an errno.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/setpgid.2.html"/>
public sealed record GroupRule(
    [property: Column("a process")] string Who,
    string Call,
    [property: Column("wants")] string What,
    string Outcome) : IObservation
{
    /// <summary>Tries it: to make sessions, to move processes between groups, and to give a session a terminal and a foreground group.</summary>
    /// <exception cref="PosixException">There is no pseudo-terminal.</exception>
    public static IReadOnlyList<GroupRule> ObserveAll()
    {
        using var terminal = PseudoTerminal.Create();
        var sleep = Command.Of("sleep").FindFile();
        List<(string Who, string Call, string What, Value Step)> tried = [];
        using var outsider = Fork.Start(c =>
        {
            var self = c.GetPid();
            Try("that leads a group", "setsid", "a session of its own", c.SetSession());
            var leader = c.Fork("leader", () =>
            {
                Try("that leads no group", "setsid", "a session of its own", c.SetSession());
                Try("that leads a session", "setpgid", "another group for itself", c.SetProcessGroup(0, 0));
                var child = c.Fork("child", () =>
                {
                    c.Pause();
                    c.Exit(0);
                });
                Try("", "setpgid", "its child in the group of another session", c.SetProcessGroup(child, self));
                Try("", "setpgid", "its child in a group of its own", c.SetProcessGroup(child, child));
                Try("", "setpgid", "the same for a process that is no child of it", c.SetProcessGroup(self, self));
                Try("", "setpgid", "the same for a child after its exec", c.SetProcessGroup(Program(c, sleep), 0));
                var tty = c.Open(terminal.Path, Unistd.O_RDWR | Pty.O_NOCTTY);
                c.Wait(c.Fork("member", () =>
                {
                    Try("of the session, not its leader", "ioctl TIOCSCTTY", "a terminal for the session", c.SetControllingTerminal(tty));
                    c.Exit(0);
                }));
                Try("that leads the session", "ioctl TIOCSCTTY", "a terminal for the session", c.SetControllingTerminal(tty));
                Try("", "tcsetpgrp", "a group of another session in front", c.SetForeground(tty, self));
                Try("", "tcsetpgrp", "a group of the session in front", c.SetForeground(tty, child));
                c.Exit(0);
            });
            c.Wait(leader);
            c.Exit(0);
        });
        outsider.Wait();
        return [.. tried.Select(one => new GroupRule(one.Who, one.Call, one.What, outsider.StepsOf(one.Step)[0].Errno?.ToString() ?? "done"))];

        void Try(string who, string call, string what, Value step) => tried.Add((who.Length > 0 ? who : tried[^1].Who, call, what, step));
    }

    /// <summary>A child that has become another program: the exec closes the only write end of a pipe.</summary>
    private static Value Program(ChildProgram c, string file)
    {
        var pipe = c.Pipe2(closeOnExec: true);
        var program = c.Fork("program", () => c.Exec(file, ["300"]));
        c.Close(pipe.WriteEnd);
        c.Read(pipe.ReadEnd, 1);
        return program;
    }
}
