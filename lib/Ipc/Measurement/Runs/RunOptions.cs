namespace Ipc.Measurement.Runs;

/// <summary>How much a run measured of each case: see <see cref="BenchmarkOptions"/>.</summary>
/// <param name="Runs">Pairs of processes.</param>
/// <param name="Samples">Round trips that each pair timed at most.</param>
/// <param name="WarmUp">Round trips before them.</param>
/// <param name="Batches">Batches of messages one way that each pair timed at most.</param>
/// <param name="TimeLimitMilliseconds">After so long a pair began no further sample.</param>
public sealed record RunOptions(int Runs, int Samples, int WarmUp, int Batches, double TimeLimitMilliseconds) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => $"{Runs} pairs of processes, with up to {Samples} round trips or {Batches} batches each, after {WarmUp} to warm up";
}
