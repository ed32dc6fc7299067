namespace Ipc.Measurement;

/// <summary>How long a measurement's program takes as the laboratory runs it, against the same program in C.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="CSharp">The median round trip as the laboratory runs it: the median of the pairs.</param>
/// <param name="C">The same, compiled with cc -O2.</param>
/// <param name="Ratio">How many times the time of C the one of C# is: the median over the pairs.</param>
/// <param name="Low">The lower end of the interval that holds the ratio with a confidence of 95 %.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Noise">How far C differs from itself, measured in the same way: 0.05 is 5 %.</param>
/// <param name="Limit">What the ratio is meant to stay under.</param>
/// <param name="Pairs">How many alternating pairs there were.</param>
public sealed record AgainstC(
    string Mechanism,
    [property: Column("size", Unit = "bytes")] int Bytes,
    Placement Placement,
    [property: Column("C#, p50", Unit = "µs")] double CSharp,
    [property: Column("C, p50", Unit = "µs")] double C,
    [property: Column("C# ÷ C")] double Ratio,
    [property: Column("from")] double Low,
    [property: Column("to")] double High,
    [property: Column("noise")] double Noise,
    [property: Column("limit")] double Limit,
    [property: Column(Hidden = true)] int Pairs) : IObservation
{
    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    /// <summary>What can be told: the whole interval is within the limit, or over it, or the limit is inside of it.</summary>
    [Column("so it is")]
    public string Outcome => NotMeasured is not null ? "" : High <= Limit ? "within" : Low > Limit ? "over" : "not decided here";

    internal static AgainstC Without(BenchmarkCase one, double limit, string reason) =>
        new(one.Mechanism, one.Bytes, one.Placement, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, limit, 0) { NotMeasured = reason };

    internal static AgainstC Of(BenchmarkCase one, double limit, Comparison seen) =>
        new(one.Mechanism, one.Bytes, one.Placement, seen.SecondMedian, seen.FirstMedian, seen.Ratio, seen.Low, seen.High, seen.Noise, limit, 2 * seen.Repetitions);
}
