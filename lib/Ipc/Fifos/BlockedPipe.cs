using Ipc.Children;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Fifos;

/// <summary>Where a process that waits for a pipe sleeps, as /proc/PID/syscall and /proc/PID/wchan tell.</summary>
/// <param name="Pipe">Which kind of pipe: "pipe" or "FIFO".</param>
/// <param name="Doing">What the process waits to do.</param>
/// <param name="SystemCall">The system call that it is in; empty where /proc does not tell.</param>
/// <param name="KernelFunction">The function of the kernel that it sleeps in; empty where the kernel does not tell.</param>
public sealed record BlockedPipe(
    string Pipe,
    [property: Column("waits to")] string Doing,
    [property: Column("system call")] string SystemCall,
    [property: Column("kernel function")] string KernelFunction) : IObservation
{
    /// <summary>Blocks children in a read of an empty pipe and a write to a full one, of both kinds, and in both opens of a FIFO.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_wchan.5.html"/>
    public static IReadOnlyList<BlockedPipe> ObserveAll()
    {
        using var pipe = Pipes.Pipe.Create();
        using var fifo = Fifo.Create();
        using var both = fifo.Open(FifoAccess.ReadWrite);
        using var lonely = Fifo.Create("lonely");
        return
        [
            Of("pipe", "read", c => c.Read(pipe.ReadEnd)),
            Of("FIFO", "read", c => c.Read(c.Open(fifo, FifoAccess.Read))),
            Of("pipe", "write", c => Fill(c, pipe.WriteEnd)),
            Of("FIFO", "write", c => Fill(c, c.Open(fifo, FifoAccess.Write))),
            Of("FIFO", "open for reading", c => c.Open(lonely, FifoAccess.Read)),
            Of("FIFO", "open for writing", c => c.Open(lonely, FifoAccess.Write)),
        ];
    }

    private static void Fill(ChildProgram c, Operand descriptor) => c.Repeat(64, () => c.Write(descriptor, new byte[64 * 1024]));

    private static BlockedPipe Of(string pipe, string doing, Action<ChildProgram> block)
    {
        using var child = Fork.Start(c =>
        {
            block(c);
            c.Exit(0);
        });
        var call = doing.Split(' ')[0];
        SpinWait.SpinUntil(() => child.Trace.Steps.LastOrDefault() is { End: null } step && step.Call == call && ProcessStat.Of(child.Pid).State == ProcessState.Sleeping, TimeSpan.FromSeconds(5));

        // A process is said to sleep a moment before it has left its CPU; until then the kernel names no function.
        var blocked = BlockedCall.Of(child.Pid);
        SpinWait.SpinUntil(() => (blocked = BlockedCall.Of(child.Pid)).Function.Length > 0, TimeSpan.FromMilliseconds(200));
        return new BlockedPipe(pipe, doing, blocked.Name, blocked.Function);
    }
}
