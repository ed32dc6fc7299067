using System.Globalization;
using Ipc.ProcFs;

namespace Course.Jupyter;

/// <summary>Ends the kernel when the front end that started it is gone, however it went: nobody else could reach or end it.</summary>
internal sealed class ParentWatch : IDisposable
{
    /// <summary>Where Jupyter's own launcher tells the kernel who started it.</summary>
    internal const string Variable = "JPY_PARENT_PID";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Timer timer;

    private ParentWatch(ProcessStat parent) => timer = new Timer(_ => Look(parent), null, Interval, Interval);

    /// <summary>Watches a process; null where there is none to watch.</summary>
    /// <param name="pid">The parent, or 0 to take what the environment says. The environment can mean a process of another PID namespace, which is not watched.</param>
    /// <exception cref="CourseException">The parent has gone already.</exception>
    internal static ParentWatch? Of(int pid)
    {
        if (pid != 0)
        {
            return new ParentWatch(ProcessStat.Find(pid) ?? throw new CourseException($"process {pid}, which this kernel was started for, has gone"));
        }

        return int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var named) && named > 1 && ProcessStat.Find(named) is { } parent
            ? new ParentWatch(parent)
            : null;
    }

    public void Dispose() => timer.Dispose();

    private static void Look(ProcessStat parent)
    {
        var now = ProcessStat.Find(parent.Pid);
        if (now is null || now.State is ProcessState.Zombie or ProcessState.Dead || now.StartedAfterBoot != parent.StartedAfterBoot)
        {
            Environment.Exit(1);
        }
    }
}
