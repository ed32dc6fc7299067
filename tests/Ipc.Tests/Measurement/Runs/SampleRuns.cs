using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Ipc.Tests.Measurement.Runs;

/// <summary>Runs whose figures are known.</summary>
internal static class SampleRuns
{
    internal static BenchmarkRun Of(string name, params RunResult[] results) => new(
        BenchmarkRun.CurrentVersion,
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
        HostInfo.Current,
        null,
        new(5, 200, 50, 5, 300),
        new(20, 40, 60, 0, 250, 1100, null),
        [new(1024, 9000)],
        results,
        [new("pipe", 8, Placement.OneCpu, null, 5000, 4999, 1000, 5, 6, 7, 8, 4, 5, 6, 7)],
        [new(Placement.OneCpu, "64 bytes, one CPU, round trip", "pipe", "FIFO", 5, 6, 1.2, 1.1, 1.3, 0.04, 7, "slower")])
    { Name = name };

    internal static RunResult Measured(string mechanism, int bytes, params double[] pairMedians) =>
        new(mechanism, bytes, Placement.OneCpu, Metric.Latency, null, 1000, 1, pairMedians, 1, Bootstrap.Median(pairMedians), 50, 60, 70, 80, null, 1, 2, 3, 4, "two context switches", 2);

    internal static RunResult NotMeasured(string mechanism, int bytes, string why) =>
        new(mechanism, bytes, Placement.OneCpu, Metric.Latency, why, 0, 1, [], null, null, null, null, null, null, null, null, null, null, null, null, null);
}
