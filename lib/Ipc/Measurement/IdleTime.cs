using System.Globalization;
using Ipc.ProcFs;

namespace Ipc.Measurement;

/// <summary>How long CPUs had nothing to do: the idle and iowait columns of /proc/stat.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_stat.5.html"/>
internal static class IdleTime
{
    private const long TicksPerSecond = 100; // USER_HZ, the unit of times in /proc on every Linux architecture
    private const int IdleColumn = 4, IowaitColumn = 5;

    /// <summary>The idle time since boot, summed over some CPUs, in steps of 10 ms.</summary>
    /// <param name="cpus">Their numbers.</param>
    internal static TimeSpan Of(IReadOnlyCollection<int> cpus) => Sum(ProcFile.ReadText("/proc/stat"), cpus);

    internal static TimeSpan Sum(string stat, IReadOnlyCollection<int> cpus)
    {
        var names = cpus.Select(cpu => $"cpu{cpu.ToString(CultureInfo.InvariantCulture)}").ToHashSet();
        var ticks = stat.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > IowaitColumn && names.Contains(words[0]))
            .Sum(words => long.Parse(words[IdleColumn], CultureInfo.InvariantCulture) + long.Parse(words[IowaitColumn], CultureInfo.InvariantCulture));
        return TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));
    }
}
