namespace Ipc.Measurement.Runs;

/// <summary>What a run tells of one case: see <see cref="BenchmarkResult"/>. Times are in µs, of a round trip or of a message one way.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="Metric">Round trips, or messages one way.</param>
/// <param name="NotMeasured">Why there is nothing measured, and all that follows is 0, empty or <c>null</c>; <c>null</c> where there is.</param>
/// <param name="Samples">How many times there were.</param>
/// <param name="MessagesPerSample">How many messages each was of.</param>
/// <param name="PairMedians">The median of each pair of processes: what differs between pairs is how sure the median is.</param>
/// <param name="Min">The shortest.</param>
/// <param name="P50">The median of all.</param>
/// <param name="P90">90 of 100 were not longer.</param>
/// <param name="P99">99 of 100.</param>
/// <param name="P999">999 of 1000.</param>
/// <param name="Max">The longest.</param>
/// <param name="MebibytesPerSecond">Throughput, for messages one way.</param>
/// <param name="Cpu">CPU time of both processes for a message.</param>
/// <param name="Switches">Voluntary context switches of both for a message.</param>
/// <param name="Preemptions">Involuntary ones.</param>
/// <param name="Faults">Page faults of both for a message.</param>
/// <param name="Limit">The limit of the machine that applies, in words; <c>null</c> where none is known.</param>
/// <param name="TimesLimit">How many times that limit the median is.</param>
public sealed record RunResult(
    string Mechanism,
    int Bytes,
    Placement Placement,
    Metric Metric,
    string? NotMeasured,
    int Samples,
    int MessagesPerSample,
    IReadOnlyList<double> PairMedians,
    double? Min,
    double? P50,
    double? P90,
    double? P99,
    double? P999,
    double? Max,
    double? MebibytesPerSecond,
    double? Cpu,
    double? Switches,
    double? Preemptions,
    double? Faults,
    string? Limit,
    double? TimesLimit) : IObservation
{
    /// <summary>System calls of both processes for a message; <c>null</c> where they were not counted.</summary>
    public double? Calls { get; init; }

    /// <summary>What else is to be known of the mechanism; <c>null</c> where that is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What was to be measured.</summary>
    internal BenchmarkCase Case => new(Mechanism, Bytes, Placement, Metric);

    internal static RunResult Of(BenchmarkResult result) => new(
        result.Mechanism,
        result.Bytes,
        result.Placement,
        result.Metric,
        result.NotMeasured,
        result.Samples,
        result.MessagesPerSample,
        result.PairMedians,
        Known(result.Min),
        Known(result.P50),
        Known(result.P90),
        Known(result.P99),
        Known(result.P999),
        Known(result.Max),
        result.MebibytesPerSecond,
        Known(result.Cpu),
        Known(result.Switches),
        Known(result.Preemptions),
        Known(result.Faults),
        result.Limit,
        result.TimesLimit)
    {
        Calls = result.Calls,
        Note = result.Note,
    };

    /// <summary>A figure that is none is <c>null</c>.</summary>
    internal static double? Known(double figure) => double.IsFinite(figure) ? figure : null;
}
