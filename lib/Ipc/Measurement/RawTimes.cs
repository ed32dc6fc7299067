using Ipc.Native;

namespace Ipc.Measurement;

/// <summary>What the two processes of a measurement wrote down.</summary>
/// <param name="Nanoseconds">A time for each sample.</param>
/// <param name="MessagesPerSample">How many messages, or round trips, each is of.</param>
/// <param name="First">What the process with the clock used meanwhile.</param>
/// <param name="Second">What the other used.</param>
internal sealed record RawTimes(IReadOnlyList<long> Nanoseconds, int MessagesPerSample, Resource.Usage First, Resource.Usage Second)
{
    /// <summary>The median of each pair of processes, in ns a message.</summary>
    internal IReadOnlyList<double> PairMedians { get; private init; } = [Bootstrap.Median([.. Nanoseconds.Select(time => (double)time / MessagesPerSample)])];

    /// <summary>The same samples from their intended starts, in ns; empty where there were none.</summary>
    internal IReadOnlyList<long> FromIntended { get; init; } = [];

    /// <summary>How long all samples took together, with what lay between them, in ns.</summary>
    internal long Whole { get; init; }

    /// <summary>Those of several pairs of processes as one.</summary>
    internal static RawTimes Of(IReadOnlyList<RawTimes> runs) => new(
        [.. runs.SelectMany(run => run.Nanoseconds)],
        runs[0].MessagesPerSample,
        runs.Select(run => run.First).Aggregate((one, other) => one + other),
        runs.Select(run => run.Second).Aggregate((one, other) => one + other))
    {
        PairMedians = [.. runs.SelectMany(run => run.PairMedians)],
        FromIntended = [.. runs.SelectMany(run => run.FromIntended)],
        Whole = runs.Sum(run => run.Whole),
    };
}
