using System.Diagnostics;

namespace Course.Stress;

/// <summary>What else the engine's process does while children are made: it allocates, compiles and runs cells, and starts processes of .NET's own.</summary>
internal sealed class StressLoad : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly StressCells cells = new();
    private readonly Thread[] threads;
    private readonly int collectionsBefore = GC.CollectionCount(0);
    private int cellsRun;
    private int processes;

    private StressLoad() => threads = [Repeat(Allocate), Repeat(RunCell), Repeat(StartProcess)];

    internal int Cells => cellsRun;

    internal int Processes => processes;

    internal int Collections => GC.CollectionCount(0) - collectionsBefore;

    /// <summary>Does each kind of work once, so that what is only made once is there before anything is counted.</summary>
    internal static void WarmUp()
    {
        new StressCells().RunNext();
        using var process = Process.Start("/bin/true");
        process.WaitForExit();
    }

    internal static StressLoad Start()
    {
        var load = new StressLoad();
        foreach (var thread in load.threads)
        {
            thread.Start();
        }

        return load;
    }

    /// <summary>Ends the load; the counts stay.</summary>
    public void Dispose()
    {
        stop.Cancel();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        stop.Dispose();
    }

    private Thread Repeat(Action work) => new(() =>
    {
        while (!stop.IsCancellationRequested)
        {
            work();
        }
    })
    { IsBackground = true };

    private static void Allocate()
    {
        var kept = new byte[64][];
        for (var i = 0; i < 10_000; i++)
        {
            kept[i % kept.Length] = new byte[8192 + (i % 7 * 4096)];
        }

        GC.KeepAlive(kept);
    }

    private void RunCell()
    {
        cells.RunNext();
        Interlocked.Increment(ref cellsRun);
    }

    private void StartProcess()
    {
        using var process = Process.Start("/bin/true");
        process.WaitForExit();
        Interlocked.Increment(ref processes);
    }
}
