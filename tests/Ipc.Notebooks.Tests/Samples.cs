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
