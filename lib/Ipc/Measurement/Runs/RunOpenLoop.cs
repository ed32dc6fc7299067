namespace Ipc.Measurement.Runs;

/// <summary>What a run tells of round trips at a fixed rate: see <see cref="OpenLoopResult"/>. Times are in µs.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="NotMeasured">Why there are no figures; <c>null</c> where there are.</param>
/// <param name="IntendedRate">Round trips that were meant to begin in a second.</param>
/// <param name="AchievedRate">Those that were made.</param>
/// <param name="Samples">How many times there were.</param>
/// <param name="P50">From the intended start: the median.</param>
/// <param name="P99">99 of 100 were not longer.</param>
/// <param name="P999">999 of 1000.</param>
/// <param name="Max">The longest.</param>
/// <param name="P50FromStart">From the actual start: the median.</param>
/// <param name="P99FromStart">99 of 100 were not longer.</param>
/// <param name="P999FromStart">999 of 1000.</param>
/// <param name="MaxFromStart">The longest.</param>
public sealed record RunOpenLoop(
    string Mechanism,
    int Bytes,
    Placement Placement,
    string? NotMeasured,
    double IntendedRate,
    double? AchievedRate,
    int Samples,
    double? P50,
    double? P99,
    double? P999,
    double? Max,
    double? P50FromStart,
    double? P99FromStart,
    double? P999FromStart,
    double? MaxFromStart) : IObservation
{
    internal static RunOpenLoop Of(OpenLoopResult result) => new(
        result.Mechanism,
        result.Bytes,
        result.Placement,
        result.NotMeasured,
        result.IntendedRate,
        RunResult.Known(result.AchievedRate),
        result.Samples,
        RunResult.Known(result.P50),
        RunResult.Known(result.P99),
        RunResult.Known(result.P999),
        RunResult.Known(result.Max),
        RunResult.Known(result.P50FromStart),
        RunResult.Known(result.P99FromStart),
        RunResult.Known(result.P999FromStart),
        RunResult.Known(result.MaxFromStart));
}
