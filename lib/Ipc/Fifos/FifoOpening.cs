using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Fifos;

/// <summary>What open(2) of a FIFO did.</summary>
/// <param name="Opened">The access mode and O_NONBLOCK.</param>
/// <param name="Others">Who had the FIFO open already: "nobody", "a reader", "a writer".</param>
/// <param name="Slept">Whether the call put the process to sleep.</param>
/// <param name="Ended">What let it go on after that: who opened the FIFO then; empty where it did not sleep.</param>
/// <param name="Succeeded">Whether it brought a descriptor.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
public sealed record FifoOpening(
    string Opened,
    [property: Column("open already")] string Others,
    bool Slept,
    [property: Column("until there came")] string Ended,
    [property: Column("got a descriptor")] bool Succeeded,
    Errno? Errno) : IObservation
{
    /// <summary>Opens FIFOs in every way: for reading and for writing, waiting or not, alone or with a process at the other side; and for both at once.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
    public static IReadOnlyList<FifoOpening> ObserveAll() =>
    [
        .. from nonBlocking in new[] { false, true }
           from access in new[] { FifoAccess.Read, FifoAccess.Write }
           from isThere in new[] { false, true }
           select Observe(access, nonBlocking, isThere),
        Observe(FifoAccess.ReadWrite, nonBlocking: false, isThere: false),
    ];

    /// <summary>Opens a FIFO in a child.</summary>
    /// <param name="access">What for.</param>
    /// <param name="nonBlocking">O_NONBLOCK.</param>
    /// <param name="isThere">Whether a process has the other side open. Otherwise one comes if the child sleeps.</param>
    public static FifoOpening Observe(FifoAccess access, bool nonBlocking, bool isThere)
    {
        using var fifo = Fifo.Create();
        var other = access == FifoAccess.Read ? "a writer" : "a reader";
        using var there = isThere ? OpenOtherSide(fifo, access) : null;
        Value? open = null;
        using var child = Fork.Start(c =>
        {
            open = c.Open(fifo, access, nonBlocking);
            c.Exit(0);
        });
        var slept = false;
        SpinWait.SpinUntil(() => HasReturned() || (slept = SleepsInOpen(child)), TimeSpan.FromSeconds(5));
        using var comes = slept ? OpenOtherSide(fifo, access) : null;
        child.Wait();
        var step = child.StepsOf(open!)[0];
        return new FifoOpening(Fifo.FlagNames(access, nonBlocking), isThere ? other : "nobody", slept, slept ? other : "", step.Result >= 0, step.Errno);

        bool HasReturned() => child.StepsOf(open!).Any(step => step.End is not null);
    }

    private static FileDescriptor OpenOtherSide(Fifo fifo, FifoAccess access)
    {
        if (access == FifoAccess.Write)
        {
            return fifo.Open(FifoAccess.Read);
        }

        // A writer that does not wait needs a reader for as long as its open takes.
        using var reader = fifo.Open(FifoAccess.Read);
        return fifo.Open(FifoAccess.Write);
    }

    private static bool SleepsInOpen(ChildProcess child) =>
        child.Trace.Steps.Any(step => step is { Call: "open", End: null }) && ProcessStat.Of(child.Pid).State == ProcessState.Sleeping;
}
