namespace Ipc.Tracing;

/// <summary>What is traced, and how much of it. Immutable: <c>with</c> makes a copy.</summary>
public sealed record TraceOptions
{
    /// <summary>The options that hold where none are given: every call.</summary>
    public static TraceOptions Default { get; } = new();

    /// <summary>
    /// The calls to trace, by name; empty for all. A filter in the kernel lets every other call pass at full speed.
    /// Processes, execs, signals and ends are always traced.
    /// </summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>How long the traced program may live before it is killed; 10 s unless told otherwise.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many calls are kept; later ones are counted as lost. 1 or more; 100,000 unless told otherwise.</summary>
    public int CallCapacity { get; init; } = 100_000;

    /// <summary>How many processes and threads may live at once, before all are killed: a program that forks without end. 512 unless told otherwise.</summary>
    public int ThreadLimit { get; init; } = 512;

    /// <summary>How many bytes of a path or buffer are shown, 0 or more; 64 unless told otherwise.</summary>
    public int TextBytes { get; init; } = 64;
}
