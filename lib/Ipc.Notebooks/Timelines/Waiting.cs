using System.Globalization;

namespace Ipc.Notebooks;

/// <summary>
/// Tells calls that waited from calls that worked. A read whose bytes were written only after it began has waited, however
/// short, and so has a wait for a child that still did something, and a call that never returned; of other calls their kind tells, and how long they took
/// beside calls that never wait.
/// </summary>
internal static class Waiting
{
    private const int TimesTypical = 5;

    private static readonly TimeSpan s_least = TimeSpan.FromMicroseconds(100);

    // Calls that seldom wait take long now and then without waiting: a page that comes late, a processor that others have.
    private static readonly TimeSpan s_leastOfTheOthers = TimeSpan.FromMilliseconds(2);

    private static readonly HashSet<string> s_seldomWait = ["write", "writev", "open", "openat", "fcntl", "sendto", "sendmsg", "sendmmsg", "connect", "msgsnd", "mq_timedsend", "splice"];

    // They are made to wait: only one that returns at once did not.
    private static readonly HashSet<string> s_onlyWait = ["nanosleep", "clock_nanosleep", "pause", "rt_sigsuspend", "rt_sigtimedwait", "sigwaitinfo", "sigwait", "wait4", "waitid", "waitpid", "poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2"];

    // What takes long because it does much is no measure for the others.
    private static readonly HashSet<string> s_heavy = ["fork", "clone", "clone3", "posix_spawn", "pthread_create", "execve", "execveat"];

    private static readonly HashSet<string> s_mayWait =
    [
        "read", "readv", "write", "writev", "open", "openat", "flock", "fcntl", "futex", "futex_wait", "pthread_mutex_lock", "spin",
        "recvfrom", "recvmsg", "recvmmsg", "sendto", "sendmsg", "sendmmsg", "accept", "accept4", "connect",
        "poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2",
        "wait4", "waitid", "waitpid", "pause", "nanosleep", "clock_nanosleep", "rt_sigsuspend", "rt_sigtimedwait", "sigwaitinfo", "sigwait",
        "msgrcv", "msgsnd", "semop", "semtimedop", "mq_timedreceive", "mq_timedsend", "vfork", "splice", "restart_syscall",
    ];

    /// <summary>The actions, those that waited marked.</summary>
    /// <param name="actions">All actions.</param>
    /// <param name="lanes">The lanes that they stand in.</param>
    /// <param name="bytes">The bytes that went from lane to lane.</param>
    public static IReadOnlyList<ModelAction> Marked(IReadOnlyList<ModelAction> actions, IReadOnlyList<ModelLane> lanes, IReadOnlyList<ModelLink> bytes)
    {
        var working = actions.Where(action => !s_mayWait.Contains(action.Call) && !s_heavy.Contains(action.Call)).Select(action => action.Duration).OfType<TimeSpan>().Order().ToList();
        var typical = working.Count > 0 ? working[working.Count / 2] : TimeSpan.Zero;
        var written = bytes.ToLookup(link => (link.ToLane, link.To), link => link.From);
        var lastActs = actions.GroupBy(action => action.Lane).Where(lane => lanes[lane.Key].Pid is not null)
            .ToLookup(lane => lanes[lane.Key].Pid!.Value.ToString(CultureInfo.InvariantCulture), lane => lane.Max(action => action.Start));
        return [.. actions.Select(action => action with { Waits = s_mayWait.Contains(action.Call) && (action.End is null || CameLate(action) || LivedOn(action) || IsLong(action)) })];

        bool CameLate(ModelAction action) => action.End is { } end && written[(action.Lane, end)].Any() && written[(action.Lane, end)].All(moment => moment > action.Start);

        bool LivedOn(ModelAction action) => action.Call.StartsWith("wait", StringComparison.Ordinal) && action.Result is { } pid && lastActs[pid].Any(moment => moment > action.Start && moment < action.End);

        bool IsLong(ModelAction action) => action.Duration > (s_seldomWait.Contains(action.Call) ? s_leastOfTheOthers : s_least)
            && (s_onlyWait.Contains(action.Call) || action.Duration > TimesTypical * typical);
    }
}
