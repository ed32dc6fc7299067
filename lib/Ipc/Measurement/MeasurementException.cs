namespace Ipc.Measurement;

/// <summary>A measurement is worth nothing: a message came wrong, or a call did not do what it should.</summary>
public sealed class MeasurementException : Exception
{
    internal MeasurementException(BenchmarkCase one, string what)
        : base($"{one}: {what}")
    {
    }

    internal MeasurementException(string what)
        : base(what)
    {
    }
}
