namespace Ipc.Measurement.Runs;

/// <summary>What a run tells of two mechanisms that follow each other in the order of their latency: see <see cref="Comparison"/>.</summary>
/// <param name="Placement">Where the processes ran.</param>
/// <param name="What">What is the same for both.</param>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="FirstMedian">The first's median, in µs.</param>
/// <param name="SecondMedian">The second's.</param>
/// <param name="Ratio">How many times the first's time the second took.</param>
/// <param name="Low">The lower end of the interval that holds the ratio with a confidence of 95 %.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Noise">How far the first differed from itself: 0.05 is 5 %.</param>
/// <param name="Repetitions">How many rounds there were.</param>
/// <param name="Outcome">What can be told of the second: "slower", "faster", "equally fast" or "not distinguishable here".</param>
public sealed record RunComparison(
    Placement Placement,
    string What,
    string First,
    string Second,
    double FirstMedian,
    double SecondMedian,
    double Ratio,
    double Low,
    double High,
    double Noise,
    int Repetitions,
    string Outcome) : IObservation
{
    internal static RunComparison Of(Placement placement, Comparison seen) =>
        new(placement, seen.What, seen.First, seen.Second, seen.FirstMedian, seen.SecondMedian, seen.Ratio, seen.Low, seen.High, seen.Noise, seen.Repetitions, seen.Outcome);
}
