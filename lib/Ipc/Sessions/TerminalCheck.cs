using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Sessions;

/// <summary>Whether a program finds a terminal on its standard input, by three ways of asking.</summary>
/// <param name="Input">What its standard input was.</param>
/// <param name="IsATty">What isatty(3) returned in a child.</param>
/// <param name="Test">What <c>[ -t 0 ]</c> found.</param>
/// <param name="Tty">What <c>tty</c> printed.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/isatty.3.html"/>
public sealed record TerminalCheck(
    [property: Column("standard input")] string Input,
    [property: Column("isatty(0)")] bool IsATty,
    [property: Column("[ -t 0 ]")] bool Test,
    [property: Column("tty")] string Tty) : IObservation
{
    private const string Script = "if [ -t 0 ]; then echo yes; else echo no; fi; tty; exit 0";

    /// <summary>Asks with a pipe, a file, /dev/null and a pseudo-terminal as standard input.</summary>
    /// <exception cref="PosixException">There is no shell, or no pseudo-terminal.</exception>
    public static IReadOnlyList<TerminalCheck> ObserveAll()
    {
        using var pipe = Pipe.Create();
        pipe.WriteEnd.Close();
        using var scratch = Leftovers.Scratch.Create("terminal-check");
        var path = scratch.File("input");
        File.WriteAllText(path, "a line\n");
        using var terminal = PseudoTerminal.Create();
        using var file = Open(path);
        using var nothing = Open("/dev/null");
        return [Observe("a pipe", pipe.ReadEnd), Observe("a file", file), Observe("/dev/null", nothing), Observe("a pseudo-terminal", terminal.Slave)];
    }

    private static TerminalCheck Observe(string input, FileDescriptor descriptor)
    {
        Value? asked = null;
        using var child = Fork.Start(c =>
        {
            c.Dup2(descriptor, 0);
            asked = c.IsTerminal(0);
            c.Exec("/bin/sh", ["-c", Script]);
        });
        child.Wait();
        var lines = child.Output.StandardOutput.Split('\n');
        return new TerminalCheck(input, child.StepsOf(asked!)[0].Result == 1, lines[0] == "yes", lines.ElementAtOrDefault(1) ?? "");
    }

    private static FileDescriptor Open(string path) => new((int)Unistd.Checked("open", path, () => Unistd.Open(path, Unistd.O_CLOEXEC, 0)), path);
}
