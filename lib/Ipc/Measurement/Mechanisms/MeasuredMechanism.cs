namespace Ipc.Measurement.Mechanisms;

/// <summary>A mechanism that is measured.</summary>
/// <param name="Name">What tables and charts call it.</param>
internal abstract record MeasuredMechanism(string Name)
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

    /// <summary>Whether to start a pair takes tenths of a second, so that few are started: no ranking, and no measurement that does not need it.</summary>
    internal virtual bool IsSlowToStart => false;

    /// <summary>The sizes at which a whole run measures it; <c>null</c> for all.</summary>
    internal virtual IReadOnlyList<int>? Sizes => null;

    /// <summary>Measures a case once.</summary>
    /// <exception cref="MeasurementException">A message came wrong, or a call failed.</exception>
    /// <exception cref="Children.ChildDeadlineException">It hung; the exception has the report.</exception>
    /// <exception cref="Native.PosixException">The mechanism could not be made.</exception>
    internal abstract RawTimes Measure(BenchmarkCase one, BenchmarkOptions options, IReadOnlyList<int> cpus);

    /// <summary>How many system calls a message takes; <c>null</c> where that cannot be counted.</summary>
    internal abstract double? CountCalls(BenchmarkCase one, IReadOnlyList<int> cpus);

    /// <summary>Why a case cannot be measured; <c>null</c> where it can.</summary>
    internal string? WhyNot(BenchmarkCase one) =>
        Longest is { } longest && one.Bytes > longest.Bytes ? longest.Why
        : Shortest is { } shortest && one.Bytes < shortest.Bytes ? shortest.Why
        : one.Metric == Metric.Throughput && NoQueue is { } reason ? reason
        : Spins && one.Placement == Placement.OneCpu ? "who spins keeps the CPU that the other needs: it takes two"
        : null;
}
