namespace Ipc.Measurement;

/// <summary>What is measured.</summary>
public enum Metric
{
    /// <summary>A round trip: a message there, and one of the same size back.</summary>
    Latency,

    /// <summary>Many messages one way, until the receiver has acknowledged that it has them all.</summary>
    Throughput,
}
