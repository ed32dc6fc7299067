using Ipc.Children;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Fifos;

/// <summary>What a reader of a FIFO does, and costs, while no writer has it open any more.</summary>
/// <param name="Reader">How the program reads.</param>
/// <param name="Watched">How long it was watched, from some time after the last writer had closed.</param>
/// <param name="EmptyReads">How many reads returned 0 meanwhile.</param>
/// <param name="CpuTime">The CPU time that it used meanwhile.</param>
/// <param name="Sleeps">How often it gave up the CPU to wait meanwhile.</param>
/// <param name="SleepsIn">The system call that it slept in at the end; empty where it did not sleep.</param>
/// <param name="GotNextMessage">Whether what a later writer wrote came through.</param>
public sealed record FifoReaderCost(
    FifoReader Reader,
    [property: Column(Unit = "ms")] TimeSpan Watched,
    [property: Column(Hidden = true)] long EmptyReads,
    [property: Column("CPU time", Unit = "ms")] TimeSpan CpuTime,
    [property: Column(Hidden = true)] long Sleeps,
    [property: Column("sleeps in")] string SleepsIn,
    [property: Column("next message came")] bool GotNextMessage) : IObservation
{
    private const int FewestSpins = 1000;
    private const string Message = "bytes";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Empty reads in a second.</summary>
    [Column("empty reads per second")]
    public double EmptyReadsPerSecond => EmptyReads / Watched.TotalSeconds;

    /// <summary>The share of one CPU that it used.</summary>
    [Column("of one CPU", Unit = "%")]
    public double CpuPercent => 100 * CpuTime / Watched;

    /// <summary>Whether it went round and round, and hardly ever waited.</summary>
    [Column(Hidden = true)]
    public bool Spins => EmptyReads >= FewestSpins && Sleeps < EmptyReads / FewestSpins;

    /// <summary>Whether it waited in the kernel all the time.</summary>
    [Column(Hidden = true)]
    public bool Waits => EmptyReads == 0 && SleepsIn.Length > 0;

    /// <summary>A writer writes a message and ends; then the reader is watched; then another writer writes.</summary>
    /// <param name="reader">How the program reads.</param>
    /// <param name="watched">How long to watch it; one that spins is watched until it has spun a thousand times.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
    public static FifoReaderCost Observe(FifoReader reader, TimeSpan watched)
    {
        using var fifo = Fifo.Create();
        using var bytes = SharedWord.Create();
        using var empty = SharedWord.Create();
        using var child = Fork.Start(c => FifoReaderProgram.Record(c, reader, fifo, bytes, empty));
        Send(fifo);
        SpinWait.SpinUntil(() => bytes.Value == Message.Length && (empty.Value > FewestSpins || IsAsleep(child)), Patience);
        var (start, reads, cpu, sleeps) = Now();
        Thread.Sleep(watched);
        SpinWait.SpinUntil(() => empty.Value - reads >= FewestSpins || IsAsleep(child), Patience);
        var (end, readsThen, cpuThen, sleepsThen) = Now();
        var sleepsIn = IsAsleep(child) ? BlockedCall.Of(child.Pid).Name is { Length: > 0 } call ? call : "a call that /proc does not show here" : "";
        Send(fifo);
        var came = SpinWait.SpinUntil(() => bytes.Value == 2 * Message.Length, Patience);
        return new FifoReaderCost(reader, end - start, readsThen - reads, cpuThen - cpu, sleepsThen - sleeps, sleepsIn, came);

        (MonotonicTime Time, long Reads, TimeSpan Cpu, long Sleeps) Now() =>
            (MonotonicTime.Now, empty.Value, Clocks.CpuTimeOf(child.Pid), ProcessStatus.Of(child.Pid).VoluntarySwitches);
    }

    private static bool IsAsleep(ChildProcess child) => ProcessStat.Of(child.Pid).State == ProcessState.Sleeping;

    private static void Send(Fifo fifo)
    {
        using var writer = Fork.Start(c =>
        {
            c.Write(c.Open(fifo, FifoAccess.Write), Message);
            c.Exit(0);
        });
        writer.Wait();
    }
}
