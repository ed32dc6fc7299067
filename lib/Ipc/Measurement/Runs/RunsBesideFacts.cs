using System.Globalization;

namespace Ipc.Measurement.Runs;

/// <summary>A fact of two machines.</summary>
/// <param name="Fact">What is told.</param>
/// <param name="First">What the first is.</param>
/// <param name="Second">What the second is.</param>
public sealed record RunsBesideFacts(string Fact, string First, string Second) : IObservation
{
    /// <summary>Whether both are the same in it.</summary>
    [Column("same")]
    public bool IsSame => First == Second;

    internal static IReadOnlyList<RunsBesideFacts> Of(BenchmarkRun first, BenchmarkRun second) =>
    [
        .. Facts(first).Zip(Facts(second), (one, other) => new RunsBesideFacts(one.Name, one.Value, other.Value)),
    ];

    private static IEnumerable<(string Name, string Value)> Facts(BenchmarkRun run) =>
    [
        ("kernel", run.Host.Kernel),
        ("architecture", run.Host.Architecture),
        ("CPU", run.Host.CpuModel),
        ("usable CPUs", $"{run.Host.UsableCpus}"),
        ("governor", run.Governor ?? "none to be seen"),
        ("virtual machine", $"{run.Host.Virtual}"),
        ("container", $"{run.Host.Contained}"),
        ("memory", run.Host.MemoryBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):F1} GiB") : "not known"),
        ("C library", run.Host.CLibrary),
        (".NET", run.Host.Runtime),
        ("distribution", run.Host.Distribution),
        ("measured", $"{run.Options}"),
        ("date", run.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    ];
}
