namespace Ipc.Measurement;

/// <summary>One thing to measure.</summary>
/// <param name="Mechanism">Its name, one of <see cref="Benchmark.Mechanisms"/>.</param>
/// <param name="Bytes">The size of each message: 1 byte to 1 MiB.</param>
/// <param name="Placement">Where the two processes run.</param>
/// <param name="Metric">Round trips, or messages one way.</param>
public sealed record BenchmarkCase(string Mechanism, int Bytes = 64, Placement Placement = Placement.OneCpu, Metric Metric = Metric.Latency)
{
    /// <summary>All but the mechanism, in words.</summary>
    internal string Rest => $"{Bytes} bytes, {Where(Placement)}, {How(Metric)}";

    /// <inheritdoc/>
    public override string ToString() => $"{Mechanism}, {Rest}";

    /// <summary>A placement in words.</summary>
    internal static string Where(Placement placement) => placement switch { Placement.OneCpu => "one CPU", Placement.TwoCpus => "two CPUs", _ => "unpinned" };

    /// <summary>What is measured, in words.</summary>
    internal static string How(Metric metric) => metric == Metric.Latency ? "round trip" : "one way";
}
