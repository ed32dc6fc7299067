using Ipc.Claims;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Pipes;

/// <summary>The claims of chapter 05 that a trace of system calls decides.</summary>
internal static class PipeTraceClaims
{
    private const string Chapter = "05-pipes";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "A1",
            Chapter,
            new Statement(
                "For a pipeline of two commands the shell forks two children, which exec; the ends of the pipe reach them by inheritance.",
                "对于由两个命令组成的管道，shell 会 fork 出两个子进程，再分别 exec；管道的两端通过继承传给它们。"),
            "pipe(7)",
            Shell),
        new(
            "A2",
            Chapter,
            new Statement(
                "There are two system calls that make a pipe, pipe and pipe2; pipe2 takes flags.",
                "创建管道的系统调用有两个：pipe 和 pipe2；其中 pipe2 可以带标志。"),
            "pipe(2)",
            TwoCalls),
        new(
            "A4",
            Chapter,
            new Statement(
                "A shell pipe moves its data through mmap: always exactly two calls of 128 KiB with MAP_SHARED, however long the input is.",
                "shell 管道通过 mmap 传输数据：无论输入多长，总是恰好两次 128 KiB 的 MAP_SHARED 映射。"),
            "mmap(2)",
            Transport),
        new(
            "A5",
            Chapter,
            new Statement(
                "Python's multiprocessing sends pickled data over pipes that pipe2 made.",
                "Python 的 multiprocessing 通过 pipe2 创建的管道发送 pickle 序列化的数据。"),
            "pipe(2)",
            Python),
    ];

    private static Decision Shell()
    {
        var seen = ShellPipelineProcess.Observe("ls / | grep bin");
        var shell = seen[0];
        var children = seen.Where(process => process.By == shell.Pid && process.Program.Length > 0).ToList();
        return Decision.Of(
            seen.Count == 3 && children.Count == 2 && shell.Pipes == 1 && children.All(child => child.Pipes == 0)
                && children[0].Inherited.StartsWith("write end", StringComparison.Ordinal) && children[1].Inherited.StartsWith("read end", StringComparison.Ordinal),
            $"the shell made {shell.Pipes} pipe and {children.Count} processes; {string.Join("; ", children.Select(child => $"{child.Program}: {child.MadeWith}, then {child.Inherited}"))}",
            seen);
    }

    /// <summary>The older call exists on x86-64 only; a libc may leave it unused there.</summary>
    private static Decision TwoCalls()
    {
        var seen = PipeCall.ObserveAll();
        var exists = seen.Any(call => call.Name == "pipe" && call.Call.EndsWith("= 0", StringComparison.Ordinal));
        var flags = PipeFlags.ObserveAll();
        var takesFlags = seen.Where(call => call.Name == "pipe2").All(call => call.Call.EndsWith("= 0", StringComparison.Ordinal)) && flags.GroupBy(one => one.Given).All(Shows);
        var summary = $"{string.Join("; ", seen.Select(call => $"{call.Function}: {call.Call}"))}; fdinfo showed what pipe2 had been given";
        object[] evidence = [.. seen, .. flags];
        return !takesFlags ? Decision.Of(holds: false, summary, evidence)
            : exists ? Decision.Of(holds: true, summary, evidence, "x86-64")
            : Decision.Of(holds: false, $"{summary}; this architecture has no call pipe", evidence, "arm64");
    }

    /// <summary>Whether the two ends of a pipe together show the flags that it was given; O_DIRECT is the writer's affair.</summary>
    private static bool Shows(IGrouping<string, PipeFlags> ends) => Named(ends.SelectMany(end => end.Shown.Split('|'))).SetEquals(Named(ends.Key.Split('|')));

    private static HashSet<string> Named(IEnumerable<string> flags) => [.. flags.Where(flag => flag != "none")];

    private static Decision Transport()
    {
        PipelineTransport[] seen = [.. new[] { 1000, 300_000, 3_000_000 }.Select(PipelineTransport.Observe)];
        var whole = seen.All(run => run.Arrived == run.InputBytes);
        return Decision.Of(
            whole && seen.All(run => run.SharedMaps == 2 && run.LargestSharedMap == 128 * 1024 && run.Carriers.Length == 0),
            $"{seen[^1].InputBytes} bytes came through by {seen[^1].Carriers}, the two programs together; with MAP_SHARED there were {string.Join(", ", seen.Select(run => run.SharedMaps))} maps for the three inputs, of at most {seen[^1].LargestSharedMap} bytes; anonymous and of 128 KiB or more were {string.Join(", ", seen.Select(run => run.Buffers))}, all MAP_PRIVATE: the programs' own buffers",
            seen);
    }

    private static Decision Python()
    {
        IReadOnlyList<PythonTransport> seen;
        try
        {
            seen = PythonTransport.ObserveAll();
        }
        catch (PosixException e) when (e is { Call: "execvp", Errno: Errno.ENOENT })
        {
            return Decision.NotObserved("there is no python3 here; apt-get install python3");
        }

        if (seen.Any(way => way.MadeWith.Length == 0))
        {
            return Decision.NotObserved($"python3 here sent nothing that the trace recognises: {string.Join("; ", seen.Select(way => $"{way.Way}: {way.Received}"))}", seen);
        }

        var overPipe2 = seen.Count(way => way is { MadeWith: "pipe2", Pickled: true });
        var summary = string.Join("; ", seen.Select(way => $"{way.Way} wrote {(way.Pickled ? "a pickle" : "something else")} to what {way.MadeWith} had made"));
        return overPipe2 == seen.Count ? Decision.Of(holds: true, summary, seen)
            : overPipe2 > 0 ? new Decision(Verdict.Depends, "any", summary, seen)
            : Decision.Of(holds: false, summary, seen);
    }
}
