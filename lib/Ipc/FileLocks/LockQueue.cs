using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.FileLocks;

/// <summary>What a reader got that came while one reader had a shared lock and a writer waited for an exclusive one.</summary>
/// <param name="Kind">The kind of lock.</param>
/// <param name="Latecomer">What the second reader got, which did not want to wait: "got it", or an errno.</param>
/// <param name="Writer">What became of the writer when the first reader had given its lock back, and the second still had its own: "waits on", or "has it".</param>
/// <param name="Then">What the writer got after the second reader had gone: "got it", or an errno.</param>
public sealed record LockQueue(
    [property: Column("lock")] string Kind,
    [property: Column("a new reader")] string Latecomer,
    [property: Column("the first reader leaves, the writer")] string Writer,
    [property: Column("the new reader leaves, the writer")] string Then) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Tries it with each kind of lock.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/flock.2.html"/>
    public static IReadOnlyList<LockQueue> ObserveAll() => [.. Enum.GetValues<LockKind>().Select(Observe)];

    private static LockQueue Observe(LockKind kind)
    {
        using var scratch = Leftovers.Scratch.Create("lock-queue");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var gone = SharedWord.Create();
        using var first = Reader(1);
        Await(first, "spin");
        Value? written = null;
        using var writer = Fork.Start(c =>
        {
            written = LockSteps.Take(c, kind, c.Open(path, Unistd.O_RDWR), wait: true);
            c.Exit(0);
        });
        Await(writer, kind == LockKind.Flock ? "flock" : "fcntl");
        ProcessStat.WaitFor(writer.Pid, ProcessState.Sleeping);
        using var second = Reader(2);
        Await(second, "spin");
        var latecomer = Got(second);
        gone.Value = 1;
        first.Wait();

        // The first reader's end woke the writer. It sleeps again, or it has the lock and ends.
        if (!SpinWait.SpinUntil(() => ProcessStat.Of(writer.Pid).State is ProcessState.Sleeping or ProcessState.Zombie, Patience))
        {
            throw new TimeoutException($"the writer neither slept nor ended within {Patience.TotalSeconds} s");
        }

        var then = writer.StepsOf(written!)[0].End is null ? "waits on" : "has it";
        gone.Value = 2;
        second.Wait();
        writer.Wait();
        return new(LockSteps.Name(kind), latecomer, then, writer.StepsOf(written!)[0].Errno?.ToString() ?? "got it");

        ChildProcess Reader(int number) => Fork.Start(c =>
        {
            LockSteps.Take(c, kind, c.Open(path, Unistd.O_RDWR), shared: true);
            c.SpinUntil(gone, number);
            c.Exit(0);
        });

        void Await(ChildProcess child, string call) => SpinWait.SpinUntil(() => child.Trace.Steps.Any(step => step.Call == call), Patience);

        string Got(ChildProcess reader) => reader.Trace.Steps.First(step => step.Call is "flock" or "fcntl").Errno?.ToString() ?? "got it";
    }
}
