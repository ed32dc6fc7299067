namespace Ipc.Measurement.Runs;

/// <summary>A limit of two machines.</summary>
/// <param name="What">Which limit.</param>
/// <param name="Unit">The unit of both figures.</param>
/// <param name="First">The first machine's; <c>null</c> where it was not observed.</param>
/// <param name="Second">The second's.</param>
public sealed record RunsBesideLimit([property: Column("limit")] string What, string Unit, double? First, double? Second) : IObservation
{
    /// <summary>The second divided by the first.</summary>
    [Column("second ÷ first")]
    public double? Ratio => First > 0 ? Second / First : null;

    internal static IReadOnlyList<RunsBesideLimit> Of(BenchmarkRun first, BenchmarkRun second)
    {
        var (one, other) = (first.LimitsNanoseconds, second.LimitsNanoseconds);
        return
        [
            new("clock, step", "ns", one.ClockStep, other.ClockStep),
            new("clock, two readings", "ns", one.ClockCost, other.ClockCost),
            new("a sample of the harness", "ns", one.Sample, other.Sample),
            new("null system call", "ns", one.NullCall, other.NullCall),
            new("context switch", "ns", one.ContextSwitch, other.ContextSwitch),
            new("cache line to another CPU", "ns", one.CacheLine, other.CacheLine),
            .. first.Copies.Join(second.Copies, copy => copy.Bytes, copy => copy.Bytes, (copy, same) => new RunsBesideLimit($"memory copy, {copy.Bytes} bytes", "MiB/s", copy.MebibytesPerSecond, same.MebibytesPerSecond)),
        ];
    }
}
