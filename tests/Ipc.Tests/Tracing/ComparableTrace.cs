using System.Globalization;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

/// <summary>
/// A trace in the form in which one of strace and one of the laboratory are equal: the calls of each thread as text, the threads
/// named by their place in the family. Only what differs from run to run is taken out of the texts, and only where it stands.
/// </summary>
internal sealed partial class ComparableTrace
{
    /// <summary>These carry ids of processes and threads as numbers.</summary>
    private static readonly HashSet<string> WithIds =
    [
        "clone", "clone3", "fork", "vfork", "wait4", "waitid", "getpid", "gettid", "getppid", "getpgrp", "getpgid", "setpgid", "getsid", "setsid", "set_tid_address", "kill", "tkill", "tgkill", "rt_sigqueueinfo",
        "rt_sigtimedwait", "pidfd_open", "prlimit64", "ioctl", "shmctl", "msgctl", "semctl", "sendmsg", "recvmsg", "getsockopt", "rt_sigreturn", "timer_create", "process_vm_readv", "process_vm_writev", "kcmp", "sched_getaffinity", "sched_setaffinity",
    ];

    private const string SignalMark = "--- ";

    private readonly Dictionary<int, string> names = [];
    private readonly Dictionary<string, List<string>> calls = [];

    private ComparableTrace(IEnumerable<(int Tid, string Text)> lines)
    {
        var all = lines.ToList();
        Name(all);
        foreach (var (tid, text) in all)
        {
            if (!IsMadeAgain(text))
            {
                calls.TryAdd(names.GetValueOrDefault(tid, "?"), []);
                calls[names.GetValueOrDefault(tid, "?")].Add(text);
            }
        }
    }

    /// <summary>The threads by name: "0" is the first, "0.2" the second that it made.</summary>
    internal IReadOnlyList<string> Threads => [.. calls.Keys.Order(StringComparer.Ordinal)];

    internal static ComparableTrace Of(SystemCallTrace trace) => new(WithoutChildHandlers(
        trace.Calls.Select(call => (call.Start, call.Tid, call.Text))
            .Concat(trace.Events.OfType<ProcessEvent.Signalled>().Select(one => (Start: one.Time, one.Tid, Text: SignalMark + one.Signal)))
            .OrderBy(one => one.Start)
            .Select(one => (one.Tid, one.Text))));

    internal static ComparableTrace Of(IEnumerable<StraceLine> lines) => new(WithoutChildHandlers(
        lines.Where(line => line.IsCall || line.Text.StartsWith(SignalMark, StringComparison.Ordinal))
            .Select(line => (line.Tid, line.IsWhole ? Plain(line.Text) : Plain(line.Text) + Cut))));

    /// <summary>Behind the part of a call that strace could tell before its thread was killed.</summary>
    internal const string Cut = "<cut>";

    /// <summary>The calls of a thread, made comparable.</summary>
    /// <param name="thread">The thread's name.</param>
    /// <param name="without">Calls that are left out.</param>
    internal IReadOnlyList<string> Calls(string thread, params IReadOnlyList<string> without)
    {
        var seen = new SeenNumbers();
        return [.. calls.GetValueOrDefault(thread, []).Where(text => !without.Contains(NameOf(text))).Select(text => Comparable(text, seen))];
    }

    private static string NameOf(string text) => text[..text.IndexOf('(', StringComparison.Ordinal)];

    /// <summary>
    /// Without the signals, and without the ends of SIGCHLD's handler: a shell has one, and when a child happens to end is a matter
    /// of time. The ends of other handlers stay.
    /// </summary>
    private static IEnumerable<(int Tid, string Text)> WithoutChildHandlers(IEnumerable<(int Tid, string Text)> lines)
    {
        var last = new Dictionary<int, string>();
        foreach (var (tid, text) in lines)
        {
            if (text.StartsWith(SignalMark, StringComparison.Ordinal))
            {
                last[tid] = text[SignalMark.Length..].Split(' ')[0];
            }
            else if (!(text.StartsWith("rt_sigreturn(", StringComparison.Ordinal) && last.GetValueOrDefault(tid) == "SIGCHLD"))
            {
                yield return (tid, text);
            }
        }
    }

    /// <summary>strace's line without its padding, without the explanation of an errno, and with one name where it offers two.</summary>
    private static string Plain(string text)
    {
        text = Padding().Replace(text, ") = ", 1);
        text = ErrnoText().Replace(text, "$1");
        return TwoNames().Replace(text, "$1");
    }

    /// <summary>
    /// A signal, mostly SIGCHLD, broke the call off, and the kernel makes it again. Whether a signal finds its receiver in a call is
    /// a matter of time, so neither the first attempt nor a restart_syscall is compared.
    /// </summary>
    private static bool IsMadeAgain(string text) => Restarted().IsMatch(text) || text.StartsWith("restart_syscall(", StringComparison.Ordinal);

    private void Name(List<(int Tid, string Text)> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        names[lines[0].Tid] = "0";
        var made = new Dictionary<int, int>();
        foreach (var (tid, text) in lines)
        {
            if (Birth().Match(text) is { Success: true } birth)
            {
                made[tid] = made.GetValueOrDefault(tid) + 1;
                names[int.Parse(birth.Groups["child"].Value, CultureInfo.InvariantCulture)] = string.Create(CultureInfo.InvariantCulture, $"{names.GetValueOrDefault(tid, "?")}.{made[tid]}");
            }
        }
    }

    private string Comparable(string text, SeenNumbers seen)
    {
        var name = NameOf(text);
        if (WithIds.Contains(name))
        {
            text = Number().Replace(text, match => names.TryGetValue(int.Parse(match.Value, CultureInfo.InvariantCulture), out var thread) ? $"<{thread}>" : match.Value);
        }

        text = name switch
        {
            // The id has as many digits as it has.
            "readlink" when text.Contains("\"/proc/self\"", StringComparison.Ordinal) => Result().Replace(text, "= <length>"),

            // The parent, the group and the session of the first process are those of the tracer.
            "getppid" or "getpgrp" or "getpgid" or "getsid" => Result().Replace(text, "= <id>"),
            "clock_gettime" or "gettimeofday" or "getrusage" or "sysinfo" or "times" or "time" => Digits().Replace(text, "<time>"),
            // Which child of several ends first is a matter of time.
            "wait4" when text.StartsWith("wait4(-1,", StringComparison.Ordinal) => Child().Replace(text, "= <child>"),
            "statfs" or "fstatfs" => Free().Replace(text, "$1=<number>"),
            "getrandom" => Quoted().Replace(text, "<random>"),
            // Deadlines are times of day.
            "clock_nanosleep" when text.Contains("TIMER_ABSTIME", StringComparison.Ordinal) => Seconds().Replace(text, "<time>"),
            // The laboratory's deadline is such a timer, and the program that it runs finds it running.
            "setitimer" when text.Contains("ITIMER_REAL", StringComparison.Ordinal) => OldTimer().Replace(text, "<time>)"),
            _ => text,
        };
        text = OwnName().Replace(text, match => names.TryGetValue(int.Parse(match.Value, CultureInfo.InvariantCulture), out var thread) ? $"<{thread}>" : match.Value);
        text = Usage().Replace(text, "$1=<time>");
        text = Left().Replace(text, "left <time>");
        text = ObjectTime().Replace(text, "$1=<time>");
        text = ObjectId().Replace(text, match => seen.Name(match.Value, "object"));
        text = Port().Replace(text, match => seen.Name(match.Value, "port"));

        // Address space layout randomisation: the same address has the same number in both, so that what a call maps the right call unmaps.
        var comparable = Address().Replace(text, match => seen.Name(match.Value, "address"));
        if (Unmapping().Match(text) is { Success: true } unmapped)
        {
            seen.Forget(unmapped.Groups["address"].Value, long.Parse(unmapped.Groups["length"].Value, CultureInfo.InvariantCulture));
        }

        return comparable;
    }
}
