namespace Ipc.Measurement.Mechanisms;

/// <summary>A mechanism that is measured.</summary>
/// <param name="Name">What tables and charts call it.</param>
/// <param name="Make">Makes it for messages of some length.</param>
internal sealed record MeasuredMechanism(string Name, Func<int, Carrier> Make)
{
    /// <summary>The shortest message in bytes, and what sets that limit; <c>null</c> where one byte is allowed.</summary>
    internal (long Bytes, string Why)? Shortest { get; init; }

    /// <summary>The longest message in bytes, and what sets that limit; <c>null</c> where the mechanism has none.</summary>
    internal (long Bytes, string Why)? Longest { get; init; }

    /// <summary>Why it has no throughput; <c>null</c> where it has one.</summary>
    internal string? NoQueue { get; init; }

    /// <summary>What else a reader of its figures has to know.</summary>
    internal string? Note { get; init; }

    /// <summary>Whether a side that waits keeps its CPU, so that the other needs one of its own.</summary>
    internal bool Spins { get; init; }

    /// <summary>The limit of the machine that its latency is set beside.</summary>
    internal bool IsBoundByCacheLines => Spins;

    /// <summary>Measures a case once. Exceptions are those of <see cref="BenchmarkProgram.Run(BenchmarkCase, MeasuredMechanism, BenchmarkOptions, IReadOnlyList{int})"/>.</summary>
    internal RawTimes Measure(BenchmarkCase one, BenchmarkOptions options, IReadOnlyList<int> cpus) => BenchmarkProgram.Run(one, this, options, cpus);

    /// <summary>How many system calls a message takes; <c>null</c> where that cannot be counted.</summary>
    internal double? CountCalls(BenchmarkCase one, IReadOnlyList<int> cpus) => CallCount.Of(one, this, cpus);

    /// <summary>Why a case cannot be measured; <c>null</c> where it can.</summary>
    internal string? WhyNot(BenchmarkCase one) =>
        Longest is { } longest && one.Bytes > longest.Bytes ? longest.Why
        : Shortest is { } shortest && one.Bytes < shortest.Bytes ? shortest.Why
        : one.Metric == Metric.Throughput && NoQueue is { } reason ? reason
        : Spins && one.Placement == Placement.OneCpu ? "who spins keeps the CPU that the other needs: it takes two"
        : null;
}
