namespace Ipc.Measurement.Locks;

/// <summary>What it costs to take a lock that nobody else wants, and to give it back. Times are of both together.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Between">Whom it keeps apart: "processes", or "threads of one process".</param>
/// <param name="SystemCalls">How many system calls both take, as a tracer counts them; <c>null</c> where nobody may trace, and for a lock of .NET.</param>
/// <param name="Samples">How many times there are; each is an average over <see cref="LockBenchmark.PairsPerSample"/>.</param>
/// <param name="Min">The shortest.</param>
/// <param name="P50">Half are not longer: the median.</param>
/// <param name="P99">99 of 100 are not longer.</param>
/// <param name="Max">The longest.</param>
public sealed record LockCost(
    string Lock,
    [property: Column("keeps apart")] string Between,
    [property: Column("system calls")] double? SystemCalls,
    [property: Column("times")] int Samples,
    [property: Column("min", Unit = "ns")] double Min,
    [property: Column("p50", Unit = "ns")] double P50,
    [property: Column("p99", Unit = "ns")] double P99,
    [property: Column("max", Unit = "ns")] double Max) : IObservation
{
    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    internal static LockCost Without(string name, string reason) => new(name, LockBenchmark.Processes, null, 0, double.NaN, double.NaN, double.NaN, double.NaN) { NotMeasured = reason };

    internal static LockCost Of(string name, string between, double? systemCalls, IReadOnlyList<long> nanoseconds)
    {
        const int NanosecondsPerMicrosecond = 1000;
        var times = Distribution.Of(nanoseconds.Select(time => (double)time / LockBenchmark.PairsPerSample));
        return new(name, between, systemCalls, nanoseconds.Count, times.Min * NanosecondsPerMicrosecond, times.At(50) * NanosecondsPerMicrosecond, times.At(99) * NanosecondsPerMicrosecond, times.Max * NanosecondsPerMicrosecond);
    }
}
