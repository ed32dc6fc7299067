using Ipc.Children;
using Ipc.Claims;
using Ipc.Native;
using Microsoft.DotNet.Interactive.Formatting;

namespace Ipc.Notebooks.Tests;

/// <summary>Fixed records: no test of the looks depends on a live timing.</summary>
internal static class Samples
{
    public static MonotonicTime At(double microseconds) => new(5_000_000_000 + (long)(microseconds * 1000));

    public static ChildStep Step(int pid, string call, string text, double start, double? end, long result = 0, Errno? errno = null, string detail = "") =>
        new(pid, call, text, result, errno, At(start), end is { } moment ? At(moment) : null, detail);

    public static ChildTrace HelloTrace { get; } = new(
        [
            Step(4242, "write", "write(4, \"hello\\n\", 6)", 210, 218.4, 6),
            Step(4242, "nanosleep", "nanosleep(200 µs)", 220, 472),
            Step(4242, "write", "write(9, \"x\", 1)", 474, 476, -1, Errno.EBADF),
            Step(4242, "_exit", "_exit(7)", 477, null),
        ],
        [new TracedProcess(4242, 4000, "child", At(205), At(520), new ExitStatus.Exited(7))],
        Lost: 0, ForkCalled: At(0), ForkReturned: At(190));

    public static ChildTrace LongTrace { get; } = new(
        [
            Step(4242, "setpgid", "setpgid(0, 0)", 230, 231),
            Step(4242, "sigprocmask", "sigprocmask(SIG_BLOCK, [SIGUSR1])", 232, 233.5),
            Step(4242, "fork", "fork()", 240, 330, 4243),
            Step(4243, "store", "store(word0, 1)", 335, 335.2),
            Step(4242, "futex_wait", "futex_wait(word1, 0)", 340, 80_410),
            Step(4243, "nanosleep", "nanosleep(80 ms)", 336, 80_380),
            Step(4243, "write", "write(4, \"done\", 4)", 80_382, 80_390, 4),
            Step(4243, "kill", "kill(4242, SIGUSR1)", 80_395, 80_399),
            Step(4243, "_exit", "_exit(0)", 80_401, null),
            Step(4242, "sigwait", "sigwait([SIGUSR1])", 80_415, 80_421, 10),
            Step(4242, "waitpid", "waitpid(4243)", 80_425, 80_460, 4243, detail: "exited with 0"),
            Step(4242, "execve", "execve(\"/bin/true\")", 80_470, null),
        ],
        [
            new TracedProcess(4242, 4000, "child", At(205), At(80_900), new ExitStatus.Signaled(Signal.SIGKILL, false)),
            new TracedProcess(4243, 4242, "grandchild", At(332), At(80_455), new ExitStatus.Exited(0)),
        ],
        Lost: 3, ForkCalled: At(0), ForkReturned: At(190));

    public static Finding Holding { get; } = new(
        new Claim("P5", "01-processes", new Statement("After fork, parent & child both run.", "fork 之后父子进程都运行。"), "fork(2)", () => throw new InvalidOperationException("an examined claim is not examined again")),
        Decision.Of(true, "1,000 forks: the parent went first in 812", HelloTrace.Processes, "two CPUs"),
        TimeSpan.FromMilliseconds(412.5));

    public static string Html(object value)
    {
        Lab.Open();
        return value.ToDisplayString("text/html");
    }

    public static string Plain(object value)
    {
        Lab.Open();
        return value.ToDisplayString("text/plain");
    }

    public static IReadOnlyList<string> MimeTypes(object value)
    {
        Lab.Open();
        return [.. FormattedValue.CreateManyFromObject(value).Select(formatted => formatted.MimeType)];
    }
}
