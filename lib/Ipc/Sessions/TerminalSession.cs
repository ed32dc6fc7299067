using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Sessions;

/// <summary>A program that leads a session of its own, with a pseudo-terminal of ours as its controlling terminal: what a login makes of a shell. Disposing kills all of the session.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/setsid.2.html"/>
public sealed class TerminalSession : IDisposable
{
    private const int O_RDWR = 2;
    private const string Prompt = "ready> ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ChildProcess root;

    private TerminalSession(PseudoTerminal terminal, ChildProcess root, int leader)
    {
        Terminal = terminal;
        this.root = root;
        Leader = leader;
    }

    /// <summary>The terminal.</summary>
    public PseudoTerminal Terminal { get; }

    /// <summary>The program's process id, which is the session's id.</summary>
    public int Leader { get; }

    /// <summary>The processes of the session now, the leader first.</summary>
    public IReadOnlyList<ProcessStat> Members => [.. ProcessTree.All().Where(process => process.Session == Leader).OrderBy(process => process.Pid != Leader).ThenBy(process => process.Pid)];

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program, its arguments and its environment.</param>
    /// <exception cref="PosixException">There are no pseudo-terminals, or the program could not be executed.</exception>
    public static TerminalSession Start(Command program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var file = program.FindFile();
        var terminal = PseudoTerminal.Create();
        ChildProcess? root = null;
        try
        {
            // The first process leads its group already, and a leader may not make a session: its child does.
            root = Fork.Start(
                c =>
                {
                    c.BecomeSubreaper();
                    var leader = c.Fork("leader", () =>
                    {
                        c.SetSession();
                        var tty = c.Open(terminal.Path, O_RDWR);
                        c.Dup2(tty, 0);
                        c.Dup2(tty, 1);
                        c.Dup2(tty, 2);
                        c.Exec(file, program.Arguments, program.EnvironmentVector(), program.Program);
                    });
                    c.Wait(leader);
                    c.Exit(0);
                },
                new ChildOptions { Deadline = program.Deadline });
            var leads = SpinWait.SpinUntil(() => root.Trace.Steps.Any(step => step.Call == "execve"), Patience);
            return leads
                ? new TerminalSession(terminal, root, root.Trace.Steps.Last(step => step.Call == "execve").Pid)
                : throw new TimeoutException($"{program} was not executed within {Patience.TotalSeconds} s");
        }
        catch
        {
            root?.Dispose();
            terminal.Dispose();
            throw;
        }
    }

    /// <summary>Starts an interactive shell, and waits for its first prompt.</summary>
    /// <exception cref="PosixException">There is no sh, or no pseudo-terminal.</exception>
    /// <exception cref="TimeoutException">The shell gave no prompt.</exception>
    public static TerminalSession StartShell()
    {
        var session = Start(Command.Of("sh", "-i").WithEnvironment("PS1", Prompt).WithEnvironment("ENV", null) with { Deadline = TimeSpan.FromMinutes(1) });
        try
        {
            session.Terminal.WaitFor(Prompt);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Types a line into the shell that <see cref="StartShell"/> started, and waits until the shell asks for the next.</summary>
    /// <param name="line">The line.</param>
    /// <exception cref="TimeoutException">No prompt came; the message has the screen.</exception>
    public void Type(string line)
    {
        Terminal.WaitForAnswer(Prompt);
        Terminal.Type($"{line}\n");
        Terminal.WaitForAnswer(Prompt);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        for (var living = Members; living.Count > 0; living = [.. Members.Where(process => process.State != ProcessState.Zombie)])
        {
            foreach (var process in living)
            {
                _ = SystemWait.Kill(process.Pid, (int)Signal.SIGKILL);
            }
        }

        root.Dispose();
        Terminal.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"session {Leader} on {Terminal}";
}
