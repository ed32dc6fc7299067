using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Ipc.Measurement.Locks;

/// <summary>Measures .NET's <see cref="Lock"/> between threads of this process: it lies in the memory of one process, and no other can take it.</summary>
internal static class DotNetContest
{
    internal const string Name = ".NET Lock";

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    /// <summary>As <see cref="LockProgram.Uncontended"/>.</summary>
    internal static IReadOnlyList<long> Uncontended(LockOptions options)
    {
        var one = new Lock();
        List<long> times = [];
        OnThreads(1, _ =>
        {
            for (var i = -options.Samples; i < options.Samples; i++)
            {
                var start = Stopwatch.GetTimestamp();
                Pairs(one, LockBenchmark.PairsPerSample);
                var ticks = Stopwatch.GetTimestamp() - start;
                if (i >= 0)
                {
                    times.Add((long)(ticks * NanosecondsPerTick));
                }
            }
        });
        return times;
    }

    /// <summary>As <see cref="LockProgram.Contest"/>, on whatever CPUs the scheduler chooses.</summary>
    internal static (IReadOnlyList<long> Taken, TimeSpan Time) Contest(int parties, LockOptions options)
    {
        var one = new Lock();
        using var gate = new Barrier(parties);
        var counter = new StrongBox<long>();
        var taken = new long[parties];
        long begin = 0, end = 0;
        OnThreads(parties, number =>
        {
            gate.SignalAndWait();
            var start = Stopwatch.GetTimestamp();
            taken[number] = Take(one, counter, start + (long)(options.Duration.TotalSeconds * Stopwatch.Frequency));
            Interlocked.CompareExchange(ref begin, start, 0);
            InterlockedMax(ref end, Stopwatch.GetTimestamp());
        });
        return counter.Value == taken.Sum() ? (taken, Stopwatch.GetElapsedTime(begin, end)) : throw new MeasurementException("two threads had the lock at once");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pairs(Lock one, int times)
    {
        for (var i = 0; i < times; i++)
        {
            one.Enter();
            one.Exit();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Take(Lock one, StrongBox<long> counter, long until)
    {
        var taken = 0L;
        while (Stopwatch.GetTimestamp() < until)
        {
            one.Enter();
            counter.Value++;
            one.Exit();
            taken++;
        }

        return taken;
    }

    private static void OnThreads(int count, Action<int> run)
    {
        List<Thread> threads = [.. Enumerable.Range(0, count).Select(number => new Thread(() => run(number)) { IsBackground = true, Name = "lock" })];
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private static void InterlockedMax(ref long word, long value)
    {
        for (var seen = Volatile.Read(ref word); seen < value; seen = Volatile.Read(ref word))
        {
            Interlocked.CompareExchange(ref word, value, seen);
        }
    }
}
