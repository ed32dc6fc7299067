namespace Ipc.Measurement.Mechanisms;

/// <summary>A mechanism that is measured.</summary>
/// <param name="Name">What tables and charts call it.</param>
/// <param name="Make">Makes it for messages of some length.</param>
internal sealed record MeasuredMechanism(string Name, Func<int, Carrier> Make)
{
    /// <summary>The longest message in bytes, and what sets that limit; <c>null</c> where the mechanism has none.</summary>
    internal (long Bytes, string Why)? Longest { get; init; }

    /// <summary>Why it has no throughput; <c>null</c> where it has one.</summary>
    internal string? NoQueue { get; init; }

    /// <summary>Whether a side that waits keeps its CPU, so that the other needs one of its own.</summary>
    internal bool Spins { get; init; }

    /// <summary>The limit of the machine that its latency is set beside.</summary>
    internal bool IsBoundByCacheLines => Spins;

    /// <summary>Why a case cannot be measured; <c>null</c> where it can.</summary>
    internal string? WhyNot(BenchmarkCase one) =>
        Longest is { } longest && one.Bytes > longest.Bytes ? longest.Why
        : one.Metric == Metric.Throughput && NoQueue is { } reason ? reason
        : Spins && one.Placement == Placement.OneCpu ? "who spins keeps the CPU that the other needs: it takes two"
        : null;
}
