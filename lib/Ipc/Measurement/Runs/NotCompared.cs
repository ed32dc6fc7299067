namespace Ipc.Measurement.Runs;

/// <summary>A case that two runs cannot be compared in.</summary>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Placement">Where the two processes ran.</param>
/// <param name="Metric">Round trips, or messages one way.</param>
/// <param name="Why">The reason.</param>
public sealed record NotCompared(
    string Mechanism,
    [property: Column("size", Unit = "bytes")] int Bytes,
    Placement Placement,
    [property: Column("measured")] Metric Metric,
    string Why) : IObservation;
