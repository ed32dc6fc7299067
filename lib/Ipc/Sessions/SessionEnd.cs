using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Sessions;

/// <summary>What became of the processes of a session: of one in the foreground and one in the background when its leader died, and of one that read the terminal from the background.</summary>
/// <param name="Process">Which.</param>
/// <param name="What">What happened to the session, or what it did.</param>
/// <param name="Status">How it ended or stopped.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/credentials.7.html"/>
public sealed record SessionEnd(string Process, string What, ExitStatus Status) : IObservation
{
    private const int O_RDWR = 2, WUNTRACED = 2;

    /// <summary>Makes a session on a pseudo-terminal, ends its leader, and waits for the two that are left. The one in the background is killed then, which shows that it was still there.</summary>
    /// <exception cref="PosixException">There is no pseudo-terminal.</exception>
    public static IReadOnlyList<SessionEnd> ObserveLeadersDeath()
    {
        using var terminal = PseudoTerminal.Create();
        using var foreground = SharedWord.Create();
        using var background = SharedWord.Create();
        using var ready = Pipe.Create();
        using var root = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.Wait(c.Fork("leader", () =>
            {
                c.SetSession();
                var tty = c.Open(terminal.Path, O_RDWR);
                c.Store(background, Member(c, "background", ready));
                var front = Member(c, "foreground", ready);
                c.Store(foreground, front);
                c.SetForeground(tty, front);
                c.Read(ready.ReadEnd, 1);
                c.Read(ready.ReadEnd, 1);
                c.Exit(0);
            }));
            c.Wait(c.Load(foreground));
            c.Kill(c.Load(background), Signal.SIGKILL);
            c.Wait(c.Load(background));
            c.Exit(0);
        });
        root.Wait();
        var waits = root.Trace.Steps.Where(step => step.Call == "wait4" && step.Pid == root.Pid && step.Result > 0).ToDictionary(step => step.Result, Status);
        return
        [
            new("in the foreground group", "the session's leader ended", waits[foreground.Value]),
            new("in a background group", "the session's leader ended; it was killed later", waits[background.Value]),
        ];

        ExitStatus Status(ChildStep step) => root.Trace.Processes.Single(process => process.Pid == step.Result).Status!;
    }

    /// <summary>A process in a background group reads from the terminal.</summary>
    /// <exception cref="PosixException">There is no pseudo-terminal.</exception>
    public static SessionEnd ObserveBackgroundRead()
    {
        using var terminal = PseudoTerminal.Create();
        using var status = SharedWord.Create();
        using var root = Fork.Start(c =>
        {
            c.Wait(c.Fork("leader", () =>
            {
                c.SetSession();
                var tty = c.Open(terminal.Path, O_RDWR);
                var reader = c.Fork("reader", () =>
                {
                    c.SetProcessGroup(0, 0);
                    c.Read(tty, 16);
                    c.Exit(0);
                });
                c.Store(status, c.Wait(reader, WUNTRACED).Status);
                c.Kill(reader, Signal.SIGKILL);
                c.Wait(reader);
                c.Exit(0);
            }));
            c.Exit(0);
        });
        root.Wait();
        return new("in a background group", "it read from the terminal", ExitStatus.FromRaw((int)status.Value));
    }

    /// <summary>A child of the leader in a process group of its own that waits for a signal.</summary>
    private static Value Member(ChildProgram c, string name, Pipe ready)
    {
        var pid = c.Fork(
            name,
            () =>
            {
                c.SetProcessGroup(0, 0);
                c.Write(ready.WriteEnd, ".");
                c.Pause();
                c.Exit(0);
            },
            survivesParent: true);

        // Both do it, as a shell does: whoever comes first.
        c.SetProcessGroup(pid, pid);
        return pid;
    }
}
