using Ipc.Children;
using Ipc.Native;

namespace Ipc.Pipes;

/// <summary>What became of a process that wrote to a pipe without a reader.</summary>
/// <param name="SigPipe">What the process had set SIGPIPE to do.</param>
/// <param name="Result">What write(2) returned; <c>null</c> when it never did.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
/// <param name="HandlerRuns">How often the handler of SIGPIPE ran.</param>
/// <param name="Status">How the process ended; its next step was to exit with 5.</param>
public sealed record BrokenPipe([property: Column("SIGPIPE")] Disposition SigPipe, long? Result, Errno? Errno, int HandlerRuns, ExitStatus Status) : IObservation
{
    /// <summary>Lets a child write one byte to a pipe whose read end is closed everywhere.</summary>
    /// <param name="disposition">What SIGPIPE is to do.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
    public static BrokenPipe Observe(Disposition disposition)
    {
        using var pipe = Pipe.Create();
        pipe.ReadEnd.Close();
        Value? write = null;
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGPIPE, disposition);
            write = c.Write(pipe.WriteEnd, "x");
            c.Exit(5);
        });
        var status = child.Wait();
        var step = child.StepsOf(write!)[0];
        return new BrokenPipe(disposition, step.End is null ? null : step.Result, step.Errno, child.Signals.Count(signal => signal.Signal == Signal.SIGPIPE), status);
    }
}
