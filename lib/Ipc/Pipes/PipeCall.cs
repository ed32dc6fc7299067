using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Pipes;

/// <summary>How a library function that makes a pipe reached the kernel.</summary>
/// <param name="Function">What the program called, with its flags.</param>
/// <param name="Name">The system call that the kernel saw.</param>
/// <param name="Call">The same with its arguments and result.</param>
public sealed record PipeCall(string Function, [property: Column("system call")] string Name, [property: Column("as the kernel saw it")] string Call) : IObservation
{
    /// <summary>Calls libc's pipe, and libc's pipe2 with no flag, with each flag and with all; and, where the architecture has it, the older system call by its number.</summary>
    /// <exception cref="Native.PosixException">Tracing is not allowed here.</exception>
    public static IReadOnlyList<PipeCall> ObserveAll() =>
    [
        Observe("pipe(fds)", c => c.Pipe()),
        .. SystemCallTable.Find("pipe") is null ? [] : (PipeCall[])[Observe("syscall(SYS_pipe, fds)", c => c.PipeByNumber())],
        Observe("pipe2(fds, 0)", c => c.Pipe2()),
        Observe("pipe2(fds, O_CLOEXEC)", c => c.Pipe2(closeOnExec: true)),
        Observe("pipe2(fds, O_NONBLOCK)", c => c.Pipe2(nonBlocking: true)),
        Observe("pipe2(fds, O_DIRECT)", c => c.Pipe2(packets: true)),
        Observe("pipe2(fds, O_DIRECT|O_NONBLOCK|O_CLOEXEC)", c => c.Pipe2(closeOnExec: true, nonBlocking: true, packets: true)),
    ];

    private static PipeCall Observe(string function, Func<ChildProgram, PipeEnds> make)
    {
        var trace = SystemCallTracer.Trace(
            c =>
            {
                make(c);
                c.Exit(0);
            },
            new TraceOptions { Calls = ["pipe", "pipe2"] });
        return new PipeCall(function, trace.Calls[0].Name, trace.Calls[0].Text);
    }
}
