using Ipc.Children;
using Ipc.Native;

namespace Ipc.Processes;

/// <summary>What a vforked child does to its parent while it has neither exited nor exec'd.</summary>
/// <param name="End">How the child ended: "_exit" or "SIGKILL to itself".</param>
/// <param name="ChildLived">From the child's first step to its last.</param>
/// <param name="ParentHeld">From vfork's call to its return in the calling thread.</param>
/// <param name="ReturnedAfterChild">Whether the call returned only after the child's last step began.</param>
/// <param name="OtherThreadTurns">How often another thread of the parent counted on meanwhile.</param>
public sealed record VforkSuspension(
    string End,
    [property: Column(Unit = "ms")] TimeSpan ChildLived,
    [property: Column(Unit = "ms")] TimeSpan ParentHeld,
    bool ReturnedAfterChild,
    [property: Column(IsCount = true)] long OtherThreadTurns) : IObservation
{
    /// <summary>Vforks a child that sleeps for a time and ends, while another thread of the parent counts.</summary>
    /// <param name="sleep">How long the child sleeps.</param>
    /// <param name="killed">The child ends by SIGKILL to itself instead of _exit.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/vfork.2.html"/>
    public static VforkSuspension Observe(TimeSpan sleep, bool killed = false)
    {
        long turns = 0;
        using var stop = new CancellationTokenSource();
        using var counting = new ManualResetEventSlim();
        var counter = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref turns);
                counting.Set();
                Thread.Yield();
            }
        });
        counter.Start();
        counting.Wait();
        var before = Interlocked.Read(ref turns);
        using var child = Vfork.Start(c =>
        {
            c.Sleep(sleep);
            if (killed)
            {
                c.Raise(Signal.SIGKILL);
            }

            c.Exit(0);
        });
        var during = Interlocked.Read(ref turns) - before;
        stop.Cancel();
        counter.Join();
        child.Wait();
        var trace = child.Trace;
        return new VforkSuspension(
            killed ? "SIGKILL to itself" : "_exit",
            trace.Steps[^1].Start - trace.Steps[0].Start,
            trace.ForkReturned - trace.ForkCalled,
            trace.ForkReturned > trace.Steps[^1].Start,
            during);
    }
}
