namespace Ipc.Pipes;

/// <summary>How full a pipe was at one moment.</summary>
/// <param name="Capacity">How many bytes it holds before a writer blocks.</param>
/// <param name="Waiting">How many have been written and not read.</param>
public sealed record PipeState([property: Column(Unit = "bytes")] int Capacity, [property: Column(Unit = "bytes")] int Waiting) : IObservation;
