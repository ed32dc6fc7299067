using System.Globalization;

namespace Ipc.Children.Interpreter;

/// <summary>Tells a process from a later one that got the same id.</summary>
internal static class ProcessStart
{
    private const long TicksPerSecond = 100; // USER_HZ, the unit of /proc on every Linux architecture

    /// <summary>Whether a process with this id lives and began at or after a moment.</summary>
    internal static bool After(int pid, MonotonicTime moment)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var started = long.Parse(fields[19], CultureInfo.InvariantCulture);
            return started >= (moment.Nanoseconds * TicksPerSecond / 1_000_000_000) - 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone: nothing to kill
        }
    }
}
