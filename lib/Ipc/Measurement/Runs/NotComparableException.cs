namespace Ipc.Measurement.Runs;

/// <summary>Two runs have nothing that can be compared; the message says why.</summary>
/// <param name="message">What was to be compared, and why it cannot be.</param>
public sealed class NotComparableException(string message) : Exception(message);
