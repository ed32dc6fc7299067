namespace Ipc.Measurement.Runs;

/// <summary>
/// All that <c>course bench --json</c> tells of one run. Its properties, and those of the records in it, are the fields of that JSON,
/// in camelCase; data/README.md lists them.
/// </summary>
/// <param name="Version">The version of the shape. It changes where a field changes its meaning or goes; a field that is new changes nothing for who does not read it.</param>
/// <param name="Date">When the run ended.</param>
/// <param name="Host">The machine.</param>
/// <param name="Governor">How the kernel chooses the CPUs' frequency; <c>null</c> where it does not tell.</param>
/// <param name="Options">How much was measured.</param>
/// <param name="LimitsNanoseconds">What nothing on the machine can be faster than.</param>
/// <param name="Copies">How fast memory is copied, by size.</param>
/// <param name="Results">What was measured, case by case; and what could not be.</param>
/// <param name="OpenLoop">What was measured at a fixed rate.</param>
/// <param name="Comparisons">Whether mechanisms that follow each other in the order of their latency can be told apart.</param>
public sealed record BenchmarkRun(
    int Version,
    DateTimeOffset Date,
    HostInfo Host,
    string? Governor,
    RunOptions Options,
    RunLimits LimitsNanoseconds,
    IReadOnlyList<MemoryCopy> Copies,
    IReadOnlyList<RunResult> Results,
    IReadOnlyList<RunOpenLoop> OpenLoop,
    IReadOnlyList<RunComparison> Comparisons)
{
    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int CurrentVersion = 2;

    /// <summary>What tables and charts call it: the file's name where it was read from one.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Name { get; init; } = "this run";

    /// <summary>A run that has just been made on this machine.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="options">How much was measured.</param>
    /// <param name="results">What was measured.</param>
    /// <param name="openLoop">What was measured at a fixed rate; <c>null</c> for nothing.</param>
    /// <param name="comparisons">What was compared: each with where its processes ran; <c>null</c> for nothing.</param>
    public static BenchmarkRun Of(MachineLimits limits, BenchmarkOptions options, IEnumerable<BenchmarkResult> results, IEnumerable<OpenLoopResult>? openLoop = null, IEnumerable<(Placement Placement, Comparison Seen)>? comparisons = null)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(options);
        return new(
            CurrentVersion,
            DateTimeOffset.Now,
            HostInfo.Current,
            CpuGovernor.Current,
            new(options.Runs, options.Samples, options.WarmUp, options.Batches, options.TimeLimit.TotalMilliseconds),
            new(limits.ClockStep, limits.ClockCost, limits.Sample, limits.SampleFaults, limits.NullCall, limits.ContextSwitch, limits.CacheLine),
            limits.Copies,
            [.. results.Select(RunResult.Of)],
            [.. (openLoop ?? []).Select(RunOpenLoop.Of)],
            [.. (comparisons ?? []).Select(one => RunComparison.Of(one.Placement, one.Seen))]);
    }

    /// <summary>Reads a file that holds what <c>course bench --json</c> has printed.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="FormatException">It cannot be read, or is something else; the message says which file, which field, and what to do.</exception>
    public static BenchmarkRun Read(string path) => RunJson.Read(path);

    /// <summary>The run as JSON: a line for each field, and for each result and comparison.</summary>
    public string ToJson() => RunJson.Write(this);
}
