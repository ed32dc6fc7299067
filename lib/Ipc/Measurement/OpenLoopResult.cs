namespace Ipc.Measurement;

/// <summary>Round trips at a fixed rate: how long they took from when they were meant to begin, and from when they did.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="IntendedRate">How many round trips were meant to begin in a second.</param>
/// <param name="AchievedRate">How many were made in a second. Where it is lower, the mechanism cannot keep up, and the times from the intended starts grow without end.</param>
/// <param name="Samples">How many times there are.</param>
/// <param name="P50">From the intended start: half are not longer.</param>
/// <param name="P99">99 of 100 are not longer.</param>
/// <param name="P999">999 of 1000 are not longer.</param>
/// <param name="Max">The longest.</param>
/// <param name="P50FromStart">From the actual start, as a loop counts that waits for each answer before it goes on: half are not longer.</param>
/// <param name="P99FromStart">99 of 100 are not longer.</param>
/// <param name="P999FromStart">999 of 1000 are not longer.</param>
/// <param name="MaxFromStart">The longest.</param>
/// <param name="P99Corrected">The 99th percentile that can be reckoned from the times from the actual start alone: for each that is longer than the interval, those are added that must have waited meanwhile.</param>
public sealed record OpenLoopResult(
    string Mechanism,
    [property: Column("size", Unit = "bytes")] int Bytes,
    Placement Placement,
    [property: Column("intended rate", Unit = "/s")] double IntendedRate,
    [property: Column("achieved", Unit = "/s")] double AchievedRate,
    int Samples,
    [property: Column("p50", Unit = "µs")] double P50,
    [property: Column("p99", Unit = "µs")] double P99,
    [property: Column("p99.9", Unit = "µs")] double P999,
    [property: Column("max", Unit = "µs")] double Max,
    [property: Column("p50 from start", Unit = "µs")] double P50FromStart,
    [property: Column("p99 from start", Unit = "µs")] double P99FromStart,
    [property: Column("p99.9 from start", Unit = "µs")] double P999FromStart,
    [property: Column("max from start", Unit = "µs")] double MaxFromStart,
    [property: Column("p99 from start, corrected", Unit = "µs")] double P99Corrected) : IObservation
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>Every time from the intended start, in the order measured, in µs.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>Every time from the actual start, in the order measured, in µs.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<double> TimesFromStart { get; init; } = [];

    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    internal static OpenLoopResult Without(BenchmarkCase one, double perSecond, string reason) =>
        new(one.Mechanism, one.Bytes, one.Placement, perSecond, double.NaN, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN) { NotMeasured = reason };

    internal static OpenLoopResult Of(BenchmarkCase one, double perSecond, RawTimes raw)
    {
        var intended = Distribution.Of(raw.FromIntended.Select(time => (double)time));
        var actual = Distribution.Of(raw.Nanoseconds.Select(time => (double)time));
        var corrected = Distribution.Of(raw.Nanoseconds.Select(time => (double)time), expectedInterval: NanosecondsPerSecond / perSecond);
        return new(
            one.Mechanism, one.Bytes, one.Placement, perSecond, raw.Nanoseconds.Count / (raw.Whole / NanosecondsPerSecond), raw.Nanoseconds.Count,
            intended.At(50), intended.At(99), intended.At(99.9), intended.Max,
            actual.At(50), actual.At(99), actual.At(99.9), actual.Max,
            corrected.At(99))
        {
            Times = [.. raw.FromIntended.Select(time => time / 1000.0)],
            TimesFromStart = [.. raw.Nanoseconds.Select(time => time / 1000.0)],
        };
    }
}
