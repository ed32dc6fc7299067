using Ipc.Measurement.Mechanisms;

namespace Ipc.Measurement;

/// <summary>What a whole run measures.</summary>
/// <param name="Cases">The cases, in the order of the tables: by placement, by metric, by size.</param>
/// <param name="Options">How much of each.</param>
/// <param name="Repetitions">How often mechanisms that follow each other in a ranking are compared.</param>
public sealed record BenchmarkPlan(IReadOnlyList<BenchmarkCase> Cases, BenchmarkOptions Options, int Repetitions)
{
    /// <summary>The size at which mechanisms are ranked by latency, in bytes.</summary>
    public const int RankedBytes = 64;

    /// <summary>The rate at which some are measured, in round trips a second.</summary>
    public const double Rate = 5000;

    private const int AtRateBytes = 8;

    /// <summary>Where the scheduler chooses the CPUs, it is the choice that is of interest, and not what each size makes of it.</summary>
    private static readonly int[] UnpinnedSizes = [8, RankedBytes, 64 * 1024];

    /// <summary>In so long a pair makes hundreds of the round trips that take longest, and six pairs make a thousand and more.</summary>
    private static readonly TimeSpan EnoughOfLong = TimeSpan.FromMilliseconds(200);
    private static readonly string[] MeantAtRate = ["pipe", "Unix socket, stream", "futex"];

    /// <summary>What is measured at a fixed rate as well: see <see cref="OpenLoop"/>.</summary>
    public IReadOnlyList<BenchmarkCase> AtRate => [.. MeantAtRate.Intersect(Cases.Select(one => one.Mechanism)).Select(name => new BenchmarkCase(name, AtRateBytes))];

    /// <summary>All sizes and placements, at full length: some minutes. Unpinned processes have three sizes, and the classes of .NET two, pinned.</summary>
    /// <param name="mechanisms">The mechanisms by name; empty for all.</param>
    public static BenchmarkPlan Full(params IReadOnlyList<string> mechanisms) =>
        Of(mechanisms, [Placement.OneCpu, Placement.TwoCpus, Placement.Unpinned], [1, 8, 64, 1024, 4096, 64 * 1024, 1 << 20], BenchmarkOptions.Full with { Runs = 6, CountCalls = true, TimeLimit = EnoughOfLong }, repetitions: 11);

    /// <summary>Two small sizes and a large one, and few samples; system calls are not counted, which takes as long as to measure.</summary>
    /// <remarks>The smallest is measured there and back only, and the classes of .NET at the size that is ranked: to start their programs takes long.</remarks>
    /// <param name="mechanisms">The mechanisms by name; empty for all.</param>
    public static BenchmarkPlan Quick(params IReadOnlyList<string> mechanisms)
    {
        var all = Of(mechanisms, [Placement.OneCpu, Placement.TwoCpus], [8, RankedBytes, 64 * 1024], BenchmarkOptions.Quick with { Runs = 2 }, repetitions: 7);
        bool IsMeant(BenchmarkCase one) => !MeasuredMechanisms.Find(one.Mechanism).IsSlowToStart
            ? one.Metric == Metric.Latency || one.Bytes >= RankedBytes
            : one is { Metric: Metric.Latency, Bytes: RankedBytes };
        return all with { Cases = [.. all.Cases.Where(IsMeant)] };
    }

    private static BenchmarkPlan Of(IReadOnlyList<string> mechanisms, Placement[] placements, int[] sizes, BenchmarkOptions options, int repetitions)
    {
        ArgumentNullException.ThrowIfNull(mechanisms);
        List<MeasuredMechanism> measured = mechanisms.Count == 0 ? [.. MeasuredMechanisms.All] : [.. mechanisms.Select(MeasuredMechanisms.Find)];
        return new(
            [
                .. from placement in placements
                   from metric in Enum.GetValues<Metric>()
                   from bytes in sizes.Union(measured.Select(OnlySize).OfType<int>()).Order()
                   from mechanism in measured
                   where (sizes.Contains(bytes) && mechanism.Sizes?.Contains(bytes) != false) || OnlySize(mechanism) == bytes
                   where placement != Placement.Unpinned || (!mechanism.IsSlowToStart && (UnpinnedSizes.Contains(bytes) || OnlySize(mechanism) == bytes))
                   select new BenchmarkCase(mechanism.Name, bytes, placement, metric),
            ],
            options,
            repetitions);

        // What carries less than all those sizes is measured at what it carries.
        int? OnlySize(MeasuredMechanism mechanism) => mechanism.Longest is { } longest && longest.Bytes < sizes[0] ? (int)longest.Bytes : null;
    }
}
