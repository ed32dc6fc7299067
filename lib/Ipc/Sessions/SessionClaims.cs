using Ipc.Children;
using Ipc.Claims;
using Ipc.Native;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Sessions;

/// <summary>The claims of chapter 04.</summary>
internal static class SessionClaims
{
    private const string Chapter = "04-sessions";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "J1",
            Chapter,
            new Statement(
                "All processes of one login shell are one session, whose leader is the shell.",
                "同一个登录 shell 的所有进程属于同一个会话，会话首进程就是这个 shell。"),
            "setsid(2)",
            OneSession),
        new(
            "J2",
            Chapter,
            new Statement(
                "A pipeline is one job: a process group whose leader is the first process of the pipeline.",
                "一条管道命令就是一个作业：它是一个进程组，组长是管道中的第一个进程。"),
            "setpgid(2)",
            OneGroup),
        new(
            "J3",
            Chapter,
            new Statement(
                "A program can tell a terminal from a pipe on its standard input: isatty, [ -t 0 ] and tty do.",
                "程序能够区分标准输入是终端还是管道：isatty、[ -t 0 ] 和 tty 命令都可以判断。"),
            "isatty(3)",
            Telling),
        new(
            "J4",
            Chapter,
            new Statement(
                "What a program writes straight to the terminal cannot be captured.",
                "程序直接写到终端上的内容无法捕获。"),
            "pty(7)",
            Capturing),
        new(
            "J5",
            Chapter,
            new Statement(
                "When a session's leader ends, the foreground group of its terminal gets SIGHUP; a process of a background group that reads the terminal gets SIGTTIN.",
                "会话首进程结束时，终端的前台进程组会收到 SIGHUP；后台进程组中的进程读终端时会收到 SIGTTIN。"),
            "credentials(7)",
            Ends)
        {
            FromNotes = false,
        },
        new(
            "J6",
            Chapter,
            new Statement(
                "A background process that reads its terminal or takes the foreground is stopped, one that writes only after stty tostop; where nobody is left who could let it go on, it gets an error, and SIGHUP and SIGCONT if it is stopped already.",
                "后台进程读终端或抢占前台时会被停止，写终端则只有在 stty tostop 之后才会被停止；如果已经没有进程能让它继续运行，它会得到错误；若它当时已处于停止状态，则会收到 SIGHUP 和 SIGCONT。"),
            "tty(4)",
            Background)
        {
            FromNotes = false,
        },
    ];

    private static Decision OneSession()
    {
        var seen = JobProcess.ObserveInteractive();
        var shell = seen[0];
        return Decision.Of(
            seen.Count == 4 && seen.All(process => process.Session == shell.Pid) && shell.Group == shell.Pid,
            $"of {seen.Count} processes, {string.Join(", ", seen.Select(process => process.Command))}, {seen.Count(process => process.Session == shell.Pid)} were in the session of the shell",
            seen);
    }

    private static Decision OneGroup()
    {
        IReadOnlyList<JobProcess> interactive = JobProcess.ObserveInteractive(), script = JobProcess.ObserveScript();
        bool IsJob(IReadOnlyList<JobProcess> seen) => seen.Where(process => process.Command is "sleep" or "cat").OrderBy(process => process.Pid).ToList() is [var first, ..] and var programs
            && programs.Find(process => process.Command == "cat") is { } second && first.Group == first.Pid && second.Group == first.Pid;
        var (with, without) = (IsJob(interactive), IsJob(script));
        string Groups(IReadOnlyList<JobProcess> seen) => string.Join(", ", seen.Select(process => $"{process.Command} {process.Role}"));
        var summary = $"{interactive[0].Shell}: {Groups(interactive)}; {script[0].Shell}: {Groups(script)}";
        JobProcess[] evidence = [.. interactive, .. script];
        return with == without ? Decision.Of(with, summary, evidence) : new Decision(Verdict.Depends, "any", summary, evidence);
    }

    private static Decision Telling()
    {
        var seen = TerminalCheck.ObserveAll();
        return Decision.Of(
            seen.All(check => check.Input == "a pseudo-terminal" == check.IsATty && check.IsATty == check.Test && check.IsATty == check.Tty.StartsWith("/dev/", StringComparison.Ordinal)),
            string.Join("; ", seen.Select(check => $"{check.Input}: {(check.IsATty ? "a terminal" : "none")}, tty says \"{check.Tty}\"")),
            seen);
    }

    private static Decision Capturing()
    {
        DirectWrite[] seen = [DirectWrite.ObserveOnTerminal(), DirectWrite.ObserveWithoutTerminal()];
        var escaped = seen[0].Redirected == "redirected" && seen[0].Screen.Length > 0;
        var caught = seen[0].Screen.Contains("to the terminal", StringComparison.Ordinal);
        var summary = $"redirection caught \"{seen[0].Redirected}\", the master of the terminal got \"{seen[0].Screen}\"; without a terminal the program said \"{seen[1].Error}\"";
        return escaped && caught ? new Decision(Verdict.Depends, "any", summary, seen) : Decision.Of(escaped, summary, seen);
    }

    private static Decision Background()
    {
        var uses = BackgroundUse.ObserveAll();
        var hangUps = HangUp.Observe();
        bool IsStopped(BackgroundUse use) => use.Outcome.StartsWith("stopped", StringComparison.Ordinal);
        bool IsOrphaned(BackgroundUse use) => use.Circumstance.Contains("parent is gone", StringComparison.Ordinal);
        var (writes, others) = (uses.Where(use => use.Use == "writes a line").ToList(), uses.Where(use => use.Use != "writes a line").ToList());
        var orphans = uses.Where(IsOrphaned).ToList();
        return Decision.Of(
            others.Where(use => use.Circumstance.Length == 0).All(IsStopped)
                && writes.Where(IsStopped).Select(use => use.Circumstance).SequenceEqual(["stty tostop"])
                && orphans.All(use => use.Outcome.Contains("failed", StringComparison.Ordinal))
                && hangUps.Where(one => one.AtLeadersEnd is not null && one.Process.StartsWith("in the background", StringComparison.Ordinal)).All(one => one.AtLeadersEnd!.Value.Contains(Signal.SIGHUP) == (one.Before == ProcFs.ProcessState.Stopped)),
            string.Join("; ", uses.Where(use => use.Circumstance is "" or "stty tostop").Concat(orphans).Select(use => $"{use.Use}{(use.Circumstance.Length > 0 ? $", {use.Circumstance}" : "")}: {use.Outcome}")),
            (object[])[.. uses, .. hangUps]);
    }

    private static Decision Ends()
    {
        SessionEnd[] seen = [.. SessionEnd.ObserveLeadersDeath(), SessionEnd.ObserveBackgroundRead()];
        return Decision.Of(
            seen[0].Status is ExitStatus.Signaled { Signal: Signal.SIGHUP } && seen[1].Status is ExitStatus.Signaled { Signal: Signal.SIGKILL } && seen[2].Status is ExitStatus.Stopped { Signal: Signal.SIGTTIN },
            string.Join("; ", seen.Select(end => $"{end.Process}, {end.What}: {end.Status}")),
            seen);
    }
}
