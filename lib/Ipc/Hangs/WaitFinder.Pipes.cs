using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <content>Pipes and FIFOs.</content>
internal sealed partial class WaitFinder
{
    private const int OpenAccess = 3, OpenForWriting = 1;

    private static bool IsPipe(string target) => target.StartsWith("pipe:[", StringComparison.Ordinal);

    private static bool IsFifo(string target) => target.StartsWith('/') && SysStat.IsFifo(target);

    private static string PipeName(string target) => IsPipe(target) ? $"pipe {Number(target)}" : $"FIFO {target}";

    private Wait? Read(int pid, BlockedCall call) => TargetOf(pid, call.Fd) switch
    {
        { } pipe when IsPipe(pipe) || IsFifo(pipe) => new(
            WaitKind.PipeData,
            $"data from {PipeName(pipe)}",
            [.. holders.Of(pipe, "write").Select(holder => Ender(holder.Process, holder.Descriptor, $"write, or close descriptor {holder.Descriptor.Number}"))])
        { Object = PipeName(pipe) },
        { } socket when IsSocket(socket) => Socket(pid, call),
        { } terminal when IsTerminal(terminal) => TerminalInput(terminal),
        { } other => new(WaitKind.Other, $"data from {other}", []),
        null => null,
    };

    private Wait? Write(int pid, BlockedCall call) => TargetOf(pid, call.Fd) switch
    {
        { } pipe when IsPipe(pipe) || IsFifo(pipe) => new(
            WaitKind.PipeRoom,
            $"room in {PipeName(pipe)}, which is full",
            [.. holders.Of(pipe, "read").Select(holder => Ender(holder.Process, holder.Descriptor, $"read, or close descriptor {holder.Descriptor.Number}"))])
        { Object = PipeName(pipe) },
        { } socket when IsSocket(socket) => Socket(pid, call),
        { } other => new(WaitKind.Other, $"room in {other}", []),
        null => null,
    };

    private Wait? OpenFifo(ProcessStat thread, int pid, BlockedCall call)
    {
        var at = call.Name == "open" ? 0 : 1;
        if (PathAt(thread.Pid, pid, call.Words[at]) is not { } path || !SysStat.IsFifo(path))
        {
            return new(WaitKind.Other, $"the end of {call.Text}", []);
        }

        var forWriting = (call.Words[at + 1] & OpenAccess) == OpenForWriting;
        return new(
            WaitKind.FifoPartner,
            $"a process that opens FIFO {path} for {(forWriting ? "reading" : "writing")}",
            [])
        { Object = $"FIFO {path}" };
    }

    /// <summary>The path that a thread gave to a call; a relative one from its working directory.</summary>
    private static string? PathAt(int tid, int pid, long address)
    {
        var bytes = new byte[4096];
        var end = bytes.AsSpan(0, ProcessMemory.Read(tid, address, bytes)).IndexOf((byte)0);
        if (end <= 0)
        {
            return null;
        }

        var path = System.Text.Encoding.UTF8.GetString(bytes, 0, end);
        try
        {
            return Path.IsPathRooted(path) ? path : Path.Combine(ProcFile.ReadLink($"/proc/{pid}/cwd"), path);
        }
        catch (PosixException)
        {
            return null;
        }
    }
}
