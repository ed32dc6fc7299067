using Ipc.Claims;

namespace Ipc.Pipes;

/// <summary>The claims of chapter 05.</summary>
internal static class PipeClaims
{
    private const string Chapter = "05-pipes";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "A3",
            Chapter,
            new Statement(
                "An anonymous pipe carries data one way: what is written at the write end is read at the read end, and neither end serves for the other.",
                "匿名管道是单向的：写端写入，读端读出，两端不能互换使用。"),
            "pipe(7)",
            OneWay),
        new(
            "A6",
            Chapter,
            new Statement(
                "A program reads a pipe with read(2); command-line arguments come another way, with execve(2), and never through standard input.",
                "管道中的数据要用 read(2) 读取；命令行参数则由 execve(2) 另行传入，与标准输入无关。"),
            "execve(2)",
            TwoWaysIn),
        new(
            "A7",
            Chapter,
            new Statement(
                "A pipe has a capacity, which F_SETPIPE_SZ changes; writes of up to PIPE_BUF bytes are atomic and larger ones can be mixed with others; end of file comes only after the last writer has closed; a write without a reader ends in SIGPIPE or EPIPE.",
                "管道容量有限，可用 F_SETPIPE_SZ 调整；不超过 PIPE_BUF 字节的写入是原子的，更大的写入可能与其他写入交错；最后一个写端关闭之后，读端才会读到文件结束；没有读端时，写入会得到 SIGPIPE 或 EPIPE。"),
            "pipe(7)",
            Rules)
        {
            FromNotes = false,
        },
    ];

    private static Decision OneWay()
    {
        var seen = PipeDirection.ObserveAll();
        return Decision.Of(
            seen.All(attempt => attempt.IsOneWay),
            string.Join("; ", seen.Select(attempt => $"{attempt.Call} on the {attempt.End}: {attempt.Errno?.ToString() ?? $"{attempt.Result} byte"}")),
            seen);
    }

    private static Decision TwoWaysIn()
    {
        ProgramInput[] seen = [ProgramInput.Observe("alpha beta", ""), ProgramInput.Observe("", "gamma delta")];
        var apart = seen.All(run => run.CommandLine == run.Arguments && run.GotAsArguments == run.Arguments && run.GotFromInput == run.IntoPipe);
        var reads = seen.All(run => run.WaitedIn?.StartsWith("read(0,", StringComparison.Ordinal) ?? true);
        return Decision.Of(
            apart && reads,
            $"with arguments the command line in /proc held \"{seen[0].CommandLine}\" and standard input brought \"{seen[0].GotFromInput}\"; with a line in the pipe \"{seen[1].CommandLine}\" and \"{seen[1].GotFromInput}\"; the program slept in {seen[1].WaitedIn ?? "a call that /proc does not show here"}",
            seen);
    }

    private static Decision Rules()
    {
        var seen = PipeRule.ObserveAll();
        var against = seen.Where(rule => !rule.Agrees).ToList();
        return Decision.Of(
            against.Count == 0,
            against.Count == 0
                ? $"all {seen.Count} rules were seen; {seen[0].Seen}; {seen[3].Seen}; {seen[4].Seen}"
                : string.Join("; ", against.Select(rule => $"not so: {rule.Rule} ({rule.Seen})")),
            seen);
    }
}
