using Ipc.Children;
using Ipc.Commands;
using Ipc.ProcFs;

namespace Ipc.Sessions;

/// <summary>A process that a shell has to do with: its group and its session.</summary>
/// <param name="Shell">How the shell was started: "interactive, on a terminal", or "sh -c".</param>
/// <param name="Command">The name of its program.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="Terminal">Its controlling terminal, or "none".</param>
/// <param name="IsForeground">Whether its group is the terminal's foreground group.</param>
/// <param name="Role">What it is: "the shell", "first of its group", "in the group of …".</param>
public sealed record JobProcess(
    string Shell,
    string Command,
    int Pid,
    [property: Column("pgid")] int Group,
    [property: Column("sid")] int Session,
    [property: Column("tty")] string Terminal,
    [property: Column("foreground")] bool IsForeground,
    string Role) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Has an interactive shell start a pipeline of two and a single program in the background, and looks at all processes of its session.</summary>
    /// <exception cref="Native.PosixException">There is no shell, or no pseudo-terminal.</exception>
    /// <exception cref="TimeoutException">The programs did not begin in time.</exception>
    public static IReadOnlyList<JobProcess> ObserveInteractive()
    {
        using var session = TerminalSession.StartShell();
        session.Type("sleep 300 | cat & sleep 301 &");
        IReadOnlyList<ProcessStat> Programs() => [.. session.Members.Where(process => process.Command is "sleep" or "cat")];
        Await(() => Programs().Count == 3, "three programs of the shell");
        return Of("interactive, on a terminal", session.Leader, session.Members);
    }

    /// <summary>Has a shell without job control run the same pipeline, and looks at it and what it made.</summary>
    /// <exception cref="Native.PosixException">There is no shell.</exception>
    /// <exception cref="TimeoutException">The programs did not begin in time.</exception>
    public static IReadOnlyList<JobProcess> ObserveScript()
    {
        using var shell = Commands.Command.Of("sh", "-c", "sleep 300 | cat").Start();
        var pid = shell.Stages[0].Pid;
        IReadOnlyList<ProcessStat> Members() => [.. ProcessTree.Of(pid).Nodes.Select(node => node.Process)];
        Await(() => Members().Count(process => process.Command is "sleep" or "cat") == 2, "two programs of the shell");
        return Of("sh -c", pid, Members());
    }

    private static void Await(Func<bool> isThere, string what)
    {
        if (!SpinWait.SpinUntil(isThere, Patience))
        {
            throw new TimeoutException($"{what} had not begun after {Patience.TotalSeconds} s");
        }
    }

    private static IReadOnlyList<JobProcess> Of(string shell, int leader, IReadOnlyList<ProcessStat> members) =>
        [.. members.Select(process => new JobProcess(
            shell,
            process.Command,
            process.Pid,
            process.ProcessGroup,
            process.Session,
            process.TerminalName,
            process.Terminal != 0 && process.ForegroundGroup == process.ProcessGroup,
            process.Pid == leader ? "the shell"
                : process.ProcessGroup == process.Pid ? "leads a group"
                : process.ProcessGroup == (members.FirstOrDefault(member => member.Pid == leader)?.ProcessGroup ?? leader) ? "in the shell's group"
                : $"in the group of {members.FirstOrDefault(member => member.Pid == process.ProcessGroup)?.Command ?? "another"}"))];
}
