namespace Ipc.Measurement;

/// <summary>How much is measured. Immutable: <c>with</c> makes a copy.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>The full length: enough samples for the 99.9th percentile.</summary>
    public static BenchmarkOptions Full { get; } = new();

    /// <summary>A short measurement, for a lesson or a first look.</summary>
    public static BenchmarkOptions Quick { get; } = new() { Runs = 5, Samples = 200, WarmUp = 50, Batches = 5, TimeLimit = TimeSpan.FromMilliseconds(300) };

    /// <summary>
    /// How many pairs of processes measure a case, one after the other: 1 or more. All their times count alike. One pair is not enough:
    /// how the scheduler treats two processes may stay the same for the whole of their lives, and be another for the next two.
    /// </summary>
    public int Runs { get; init; } = 10;

    /// <summary>How many round trips each pair times at most: 1 or more.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>How many each makes before, untimed, for caches, page tables and the CPU's clock to settle.</summary>
    public int WarmUp { get; init; } = 200;

    /// <summary>How many batches of messages one way each times at most: 1 or more.</summary>
    public int Batches { get; init; } = 10;

    /// <summary>After so long a pair begins no further sample: on a machine that others use there are fewer then.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one measurement may take before it counts as hung.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>So many ns lie between the starts of two round trips; <c>null</c> where each begins when the one before is over.</summary>
    internal long? IntervalNanoseconds { get; init; }

    /// <summary>So long the second process sleeps before one answer, in the middle; 0 for never.</summary>
    internal TimeSpan Stall { get; init; }

    /// <summary>Whether one more, short run of each case is traced, to count the system calls that a message takes.</summary>
    public bool CountCalls { get; init; }

    /// <summary>How many messages a batch has at most.</summary>
    internal int LongestBatch { get; init; } = 1024;

    /// <summary>What goes wrong on purpose, for the tests of the measurement itself.</summary>
    internal Fault Fault { get; init; }
}
