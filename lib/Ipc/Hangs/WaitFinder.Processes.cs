using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <content>Children, stopped processes, terminals.</content>
internal sealed partial class WaitFinder
{
    private static Wait? Child(int pid, BlockedCall call)
    {
        const int P_PID = 1;
        var asked = call.Name == "wait4" ? (int)call.Words[0] : (int)call.Words[0] == P_PID ? (int)call.Words[1] : -1;
        var children = ProcessTree.All().Where(process => process.ParentPid == pid && (asked <= 0 || process.Pid == asked)).ToList();
        return new(
            WaitKind.Child,
            asked > 0 ? $"the end of its child {asked}" : "the end of a child",
            [.. children.Select(child => new WaitEnder(child.Pid, Holders.NameOf(child), null, "end"))]);
    }

    private static Wait Stopped(ProcessStat process) => process.Terminal != 0 && process.ForegroundGroup != process.ProcessGroup
        ? new(
            WaitKind.Terminal,
            $"its turn at terminal /dev/{process.TerminalName}: its group {process.ProcessGroup} is in the background, the group in the foreground is {process.ForegroundGroup}",
            [])
        : new(WaitKind.Signal, "SIGCONT: a signal has stopped it", []);

    private static Wait TerminalInput(string terminal) => new(WaitKind.Terminal, $"a line from terminal {terminal}", []);

    private static bool IsTerminal(string target) => target.StartsWith("/dev/pts/", StringComparison.Ordinal) || target.StartsWith("/dev/tty", StringComparison.Ordinal);
}
