namespace Ipc.Measurement;

/// <summary>What was measured of one case. Times are those of one round trip; for messages one way, those of one message.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="Metric">Round trips, or messages one way.</param>
/// <param name="Samples">How many times there are. A time is of one round trip, or of a number of them where one is too short to be timed alone.</param>
/// <param name="Min">The shortest.</param>
/// <param name="P50">Half are not longer: the median.</param>
/// <param name="P90">90 of 100 are not longer.</param>
/// <param name="P99">99 of 100 are not longer.</param>
/// <param name="P999">999 of 1000 are not longer.</param>
/// <param name="Max">The longest.</param>
/// <param name="MebibytesPerSecond">For messages one way: the bytes of a message divided by its median time.</param>
/// <param name="Cpu">CPU time of both processes for one message.</param>
/// <param name="Switches">Voluntary context switches of both for one message: a process went to sleep.</param>
/// <param name="Preemptions">Involuntary ones: a process wanted to go on, and another was let run.</param>
/// <param name="Faults">Page faults of both for one message.</param>
/// <param name="Limit">What of this machine bounds it: see <see cref="MachineLimits"/>.</param>
/// <param name="TimesLimit">How many times that limit its median is.</param>
public sealed record BenchmarkResult(
    string Mechanism,
    [property: Column("size", Unit = "bytes")] int Bytes,
    Placement Placement,
    [property: Column("measured")] Metric Metric,
    int Samples,
    [property: Column("min", Unit = "µs")] double Min,
    [property: Column("p50", Unit = "µs")] double P50,
    [property: Column("p90", Unit = "µs")] double P90,
    [property: Column("p99", Unit = "µs")] double P99,
    [property: Column("p99.9", Unit = "µs")] double P999,
    [property: Column("max", Unit = "µs")] double Max,
    [property: Column("throughput", Unit = "MiB/s")] double? MebibytesPerSecond,
    [property: Column("CPU a message", Unit = "µs")] double Cpu,
    [property: Column("switches a message")] double Switches,
    [property: Column("preemptions a message")] double Preemptions,
    [property: Column("faults a message")] double Faults,
    [property: Column("limit")] string? Limit,
    [property: Column("times the limit")] double? TimesLimit) : IObservation
{
    /// <summary>
    /// System calls of both for one message, counted by the tracer in a short run of the same program; <c>null</c> where they were not counted:
    /// <see cref="BenchmarkOptions.CountCalls"/> was not set, the machine allows no tracing, or the mechanism runs between threads of this process.
    /// </summary>
    [Column("calls a message")]
    public double? Calls { get; init; }

    /// <summary>Every time in the order measured, in µs.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>The median of each pair of processes, in µs: how far they differ is how sure the median is.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<double> PairMedians { get; init; } = [];

    /// <summary>How many messages each time is an average of: 1 where each round trip is timed alone.</summary>
    [Column(Hidden = true)]
    public int MessagesPerSample { get; init; } = 1;

    /// <summary>What was to be measured.</summary>
    [Column(Hidden = true)]
    public BenchmarkCase Case => new(Mechanism, Bytes, Placement, Metric);

    /// <summary>What else is to be known of the mechanism; <c>null</c> where that is nothing.</summary>
    [Column("note")]
    public string? Note { get; init; }

    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    internal static BenchmarkResult Without(BenchmarkCase one, string reason) =>
        new(one.Mechanism, one.Bytes, one.Placement, one.Metric, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, null, double.NaN, double.NaN, double.NaN, double.NaN, null, null) { NotMeasured = reason };

    internal static BenchmarkResult Of(BenchmarkCase one, RawTimes raw)
    {
        var per = Distribution.Of(raw.Nanoseconds.Select(time => time / (double)raw.MessagesPerSample));
        var both = raw.First + raw.Second;
        var messages = (double)raw.Nanoseconds.Count * raw.MessagesPerSample;
        return new(
            one.Mechanism, one.Bytes, one.Placement, one.Metric, raw.Nanoseconds.Count,
            per.Min, per.At(50), per.At(90), per.At(99), per.At(99.9), per.Max,
            one.Metric == Metric.Throughput ? one.Bytes / (1024.0 * 1024.0) / (per.At(50) / 1e6) : null,
            both.CpuMicroseconds / messages, both.VoluntarySwitches / messages, both.InvoluntarySwitches / messages, both.Faults / messages,
            null, null)
        {
            Times = [.. raw.Nanoseconds.Select(time => time / 1000.0 / raw.MessagesPerSample)],
            MessagesPerSample = raw.MessagesPerSample,
            PairMedians = [.. raw.PairMedians.Select(time => time / 1000)],
        };
    }

    /// <summary>The result beside the limit that applies to it.</summary>
    internal BenchmarkResult Beside(MachineLimits limits)
    {
        if (NotMeasured is not null || limits.For(Case) is not { } limit)
        {
            return this;
        }

        return this with { Limit = limit.Name, TimesLimit = P50 / limit.Microseconds };
    }
}
