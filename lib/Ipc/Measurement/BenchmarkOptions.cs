namespace Ipc.Measurement;

/// <summary>How much is measured. Immutable: <c>with</c> makes a copy.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>The full length: enough samples for the 99.9th percentile.</summary>
    public static BenchmarkOptions Full { get; } = new();

    /// <summary>A short measurement, for a lesson or a first look.</summary>
    public static BenchmarkOptions Quick { get; } = new() { Samples = 1000, WarmUp = 100, Batches = 25 };

    /// <summary>How many round trips are timed: 1 or more.</summary>
    public int Samples { get; init; } = 10_000;

    /// <summary>How many are made before, untimed, for caches, page tables and the CPU's clock to settle.</summary>
    public int WarmUp { get; init; } = 1000;

    /// <summary>How many batches of messages one way are timed: 1 or more.</summary>
    public int Batches { get; init; } = 100;

    /// <summary>How long one measurement may take before it counts as hung.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What goes wrong on purpose, for the tests of the measurement itself.</summary>
    internal Fault Fault { get; init; }
}
