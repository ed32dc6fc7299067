namespace Ipc.Measurement;

/// <summary>
/// Which of two is faster, if that can be told. Both are measured again and again, in alternating order, twice in each round: how much the
/// first differs from itself is the noise of this machine at this moment.
/// </summary>
/// <param name="What">What is the same for both.</param>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="FirstMedian">The median of the first's medians, in µs.</param>
/// <param name="SecondMedian">That of the second's.</param>
/// <param name="Ratio">How many times the first's time the second takes: the median over the rounds.</param>
/// <param name="Low">The lower end of the interval that holds the ratio with a confidence of 95 %.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Noise">The farthest that the same interval, of the first against itself, reaches from 1: 0.05 is 5 %.</param>
/// <param name="Repetitions">How many rounds there were.</param>
public sealed record Comparison(
    string What,
    string First,
    string Second,
    [property: Column("first, p50", Unit = "µs")] double FirstMedian,
    [property: Column("second, p50", Unit = "µs")] double SecondMedian,
    [property: Column("second ÷ first")] double Ratio,
    [property: Column("from")] double Low,
    [property: Column("to")] double High,
    [property: Column("noise")] double Noise,
    [property: Column(Hidden = true)] int Repetitions) : IObservation
{
    /// <summary>How much two may differ and still count as equally fast: 10 %.</summary>
    internal const double Margin = 0.10;

    /// <summary>What can be told.</summary>
    [Column("so the second is")]
    public string Outcome => IsSlower ? "slower" : IsFaster ? "faster" : IsLevel ? "equally fast" : "not distinguishable here";

    /// <summary>The second takes longer, by more than noise.</summary>
    [Column(Hidden = true)]
    public bool IsSlower => Low > 1 + Noise;

    /// <summary>The second takes less, by more than noise.</summary>
    [Column(Hidden = true)]
    public bool IsFaster => High < 1 / (1 + Noise);

    /// <summary>They differ by less than 10 %, whatever the true ratio within the interval; and noise is below that, too.</summary>
    [Column(Hidden = true)]
    public bool IsLevel => !IsSlower && !IsFaster && Noise < Margin && Low > 1 - Margin && High < 1 + Margin;

    /// <summary>Measures two in turn.</summary>
    /// <param name="first">What the one is called.</param>
    /// <param name="second">What the other is called.</param>
    /// <param name="measureFirst">Measures the one: its time, in µs.</param>
    /// <param name="measureSecond">Measures the other.</param>
    /// <param name="repetitions">How many rounds: 7 or more.</param>
    /// <param name="what">What is the same for both.</param>
    /// <param name="progress">Told of each measurement before it is made, and of the end.</param>
    public static Comparison Of(string first, string second, Func<double> measureFirst, Func<double> measureSecond, int repetitions = 11, string what = "", IProgress<WorkProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(measureFirst);
        ArgumentNullException.ThrowIfNull(measureSecond);
        return Contest.Of([new(first, measureFirst), new(second, measureSecond)], repetitions, reference: 0, what, progress).Others[0];
    }
}
