using Ipc.Children;
using Ipc.Native;

namespace Ipc.Pipes;

/// <summary>What one end of a pipe made of a read or a write.</summary>
/// <param name="End">Which end: "read end" or "write end".</param>
/// <param name="Opened">What the end is open for, as /proc/PID/fdinfo says.</param>
/// <param name="Call">"read" or "write".</param>
/// <param name="WithItsDirection">Whether the call went the way that the end is made for.</param>
/// <param name="Result">What the call returned.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
public sealed record PipeDirection(string End, string Opened, string Call, [property: Column(Hidden = true)] bool WithItsDirection, long Result, Errno? Errno) : IObservation
{
    /// <summary>Whether it came out as it does where data flows one way: the wrong way EBADF, the right way one byte.</summary>
    [Column(Hidden = true)]
    public bool IsOneWay => WithItsDirection ? Result == 1 : Errno == Native.Errno.EBADF;

    /// <summary>A child writes and reads one byte at both ends of one pipe.</summary>
    /// <returns>Four attempts: a byte is in the pipe during the second and the third.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
    public static IReadOnlyList<PipeDirection> ObserveAll()
    {
        using var pipe = Pipe.Create();
        var opened = pipe.Descriptors;
        using var child = Fork.Start(c =>
        {
            c.Write(pipe.WriteEnd, "x");
            c.Write(pipe.ReadEnd, "x");
            c.Read(pipe.WriteEnd, 1);
            c.Read(pipe.ReadEnd, 1);
            c.Exit(0);
        });
        child.Wait();
        var steps = child.Trace.Steps;
        return
        [
            Of(steps[0], reads: false),
            Of(steps[1], reads: true),
            Of(steps[2], reads: false),
            Of(steps[3], reads: true),
        ];

        PipeDirection Of(ChildStep step, bool reads) =>
            new(reads ? "read end" : "write end", opened[reads ? 0 : 1].Access, step.Call, reads == (step.Call == "read"), step.Result, step.Errno);
    }
}
