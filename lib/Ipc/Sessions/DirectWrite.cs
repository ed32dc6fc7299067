using Ipc.Commands;
using Ipc.Native;

namespace Ipc.Sessions;

/// <summary>Where the output of a program went that wrote one line to its standard output and one straight to its terminal, /dev/tty.</summary>
/// <param name="Terminal">What controlling terminal it had.</param>
/// <param name="Redirected">What went where its standard output was redirected to.</param>
/// <param name="Screen">What the terminal's master got.</param>
/// <param name="Error">What it said on standard error.</param>
public sealed record DirectWrite(
    [property: Column("controlling terminal")] string Terminal,
    [property: Column("redirected output")] string Redirected,
    [property: Column("on the terminal")] string Screen,
    [property: Column("standard error")] string Error) : IObservation
{
    private const string Elsewhere = "redirected", Straight = "to the terminal";
    private const string Script = $"echo {Elsewhere}; echo {Straight} > /dev/tty";

    /// <summary>Runs the program on a terminal of ours, its standard output redirected into a file that is read afterwards.</summary>
    /// <exception cref="PosixException">There is no shell, or no pseudo-terminal.</exception>
    public static DirectWrite ObserveOnTerminal()
    {
        using var scratch = Leftovers.Scratch.Create("direct-write");
        var (output, error) = (scratch.File("output"), scratch.File("error"));
        using var session = TerminalSession.Start(Command.Of("sh", "-c", $"sh -c '{Script}' > '{output}' 2> '{error}'; echo end"));
        session.Terminal.WaitFor("end");
        return new("a pseudo-terminal of ours", File.ReadAllText(output).TrimEnd(), session.Terminal.Screen.Replace("end", "", StringComparison.Ordinal).Trim(), File.ReadAllText(error).TrimEnd());
    }

    /// <summary>Runs the program in a session without a terminal.</summary>
    /// <exception cref="PosixException">There is no shell.</exception>
    public static DirectWrite ObserveWithoutTerminal()
    {
        var result = Command.Of("setsid", "--wait", "sh", "-c", Script).Run();
        return new("none", result.StandardOutput.TrimEnd(), "", result.StandardError.TrimEnd());
    }
}
