using Ipc.Tracing;

namespace Ipc.Sessions;

/// <summary>One step in how a program treated its terminal: it changed the terminal's modes or what SIGTTOU does to it, or became another program.</summary>
/// <param name="Pid">The process.</param>
/// <param name="What">What it did.</param>
/// <param name="Canonical">Whether programs get whole lines from then on (ICANON); <c>null</c> where the modes did not change.</param>
/// <param name="Echo">Whether what is typed is shown from then on (ECHO); <c>null</c> as above.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/termios.3.html"/>
public sealed record TerminalChange(
    int Pid,
    string What,
    [property: Column("whole lines")] bool? Canonical,
    bool? Echo) : IObservation
{
    private const string Catches = "catches SIGTTOU", Default = "does not catch SIGTTOU any more";

    /// <summary>The changes in a trace that holds the calls ioctl, rt_sigaction and execve.</summary>
    /// <param name="trace">What was traced.</param>
    public static IReadOnlyList<TerminalChange> Of(SystemCallTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Dictionary<int, bool> catches = [];
        return [.. trace.Calls.Select(Of).OfType<TerminalChange>().Where(IsChange)];

        // What SIGTTOU does is often set to what it was.
        bool IsChange(TerminalChange change)
        {
            if (change.What is not (Catches or Default))
            {
                return true;
            }

            var (before, after) = (catches.GetValueOrDefault(change.Pid), change.What is Catches);
            catches[change.Pid] = after;
            return before != after;
        }
    }

    private static TerminalChange? Of(SystemCall call) => (call.Name, Text(call, 1)) switch
    {
        ("ioctl", "TCSETS" or "TCSETSW" or "TCSETSF") when Text(call, 2) is var modes => new(call.Pid, "sets the modes", Has(modes, "ICANON"), Has(modes, "ECHO")),
        ("rt_sigaction", not "NULL" and var action) when Text(call, 0) == "SIGTTOU" => new(call.Pid, action.Contains("SIG_DFL", StringComparison.Ordinal) ? Default : Catches, null, null),
        ("execve", _) when call.Result is 0 => new(call.Pid, $"becomes {Text(call, 0)}", null, null),
        _ => null,
    };

    private static string Text(SystemCall call, int argument) => call.Arguments.ElementAtOrDefault(argument)?.Text ?? "";

    private static bool Has(string modes, string flag) =>
        modes.Split("c_lflag=") is [_, var local] && local.Split(',')[0].Split('|').Contains(flag);
}
