using Ipc.Measurement.Mechanisms;

namespace Ipc.Measurement;

/// <summary>What the least costs on this machine that a message can need, measured in the same run as all the rest: a yardstick for every mechanism.</summary>
/// <param name="ClockStep">The smallest difference that two readings of CLOCK_MONOTONIC had.</param>
/// <param name="ClockCost">What a time has in it of the clock: two readings of the clock and nothing between them, the median.</param>
/// <param name="Sample">What a sample costs beside what it times: two readings of the clock and the bookkeeping, seen by the loop of all measurements with nothing to time.</param>
/// <param name="SampleFaults">How many page faults that loop had in all its turns: with none, it cannot have allocated memory.</param>
/// <param name="NullCall">A system call that does nearly nothing, getppid(2): the median of 16 in a row.</param>
/// <param name="ContextSwitch">Half a round trip of one word through futexes on one CPU: one process falls asleep, and the other runs. It includes two system calls. The median of the fastest of several pairs of processes.</param>
/// <param name="CacheLine">A word that one CPU writes and the other, spinning, sees: half a round trip. The median of the fastest of several pairs of processes; <c>null</c> with one CPU.</param>
/// <param name="Copies">How fast memory is copied by one process, by size.</param>
public sealed record MachineLimits(
    [property: Column("clock, step", Unit = "ns")] double ClockStep,
    [property: Column("clock, two readings", Unit = "ns")] double ClockCost,
    [property: Column("a sample of the harness", Unit = "ns")] double Sample,
    [property: Column("its page faults")] long SampleFaults,
    [property: Column("null system call", Unit = "ns")] double NullCall,
    [property: Column("context switch", Unit = "ns")] double ContextSwitch,
    [property: Column("cache line to another CPU", Unit = "ns")] double? CacheLine,
    [property: Column("memory copy")] IReadOnlyList<MemoryCopy> Copies) : IObservation
{
    private const int Pairs = 7;

    /// <summary>Measures them.</summary>
    /// <exception cref="Native.PosixException">This machine does not let the children be made.</exception>
    public static MachineLimits Measure()
    {
        var clock = LimitProgram.Clock();
        var sample = LimitProgram.Sample();
        var words = Enumerable.Range(0, Pairs).Select(_ => Benchmark.Measure(new("futex", sizeof(long)), BenchmarkOptions.Quick with { Runs = 1 }).P50);
        return new(
            clock.Step,
            clock.Cost,
            sample.Cost,
            sample.Faults,
            LimitProgram.NullCall(),
            words.Min() * 1000 / 2,
            Benchmark.Cpus > 1 ? Enumerable.Range(0, Pairs).Min(_ => LimitProgram.CacheLine()) : null,
            [.. MemoryCopy.Sizes.Select(LimitProgram.Copy)]);
    }

    /// <summary>The limit that applies to a case.</summary>
    /// <returns>Its name and the time that it allows for, in µs; <c>null</c> where none is known.</returns>
    internal (string Name, double Microseconds)? For(BenchmarkCase one)
    {
        if (one.Metric == Metric.Throughput)
        {
            var copy = Copies.OrderBy(copy => Math.Abs(Math.Log((double)copy.Bytes / one.Bytes))).First();
            return one.Bytes < Copies[0].Bytes ? null : ($"memory copy, {copy.Bytes} bytes", one.Bytes / (copy.MebibytesPerSecond * 1024 * 1024) * 1e6);
        }

        return MeasuredMechanisms.Find(one.Mechanism).IsBoundByCacheLines ? CacheLine is { } line ? ("two cache lines", 2 * line / 1000) : null
            : one.Placement == Placement.OneCpu ? ("two context switches", 2 * ContextSwitch / 1000)
            : ("two null calls", 2 * NullCall / 1000);
    }
}
