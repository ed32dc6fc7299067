using System.Globalization;
using Ipc.Measurement.Mechanisms;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>What the two programs are told, as words on a command line.</summary>
/// <param name="Mechanism">The mechanism's name.</param>
/// <param name="Bytes">The size of each message.</param>
/// <param name="Samples">How many samples count at most.</param>
/// <param name="WarmUp">How many come before them at least.</param>
/// <param name="Rounds">How many round trips a sample has.</param>
/// <param name="Burst">How many messages go one way before an answer comes.</param>
/// <param name="LimitNanoseconds">After so long no further sample begins.</param>
/// <param name="FirstCpu">Where the process with the clock stays; -1 for anywhere.</param>
/// <param name="SecondCpu">Where the other stays; -1 for anywhere.</param>
/// <param name="Fault">What the other does wrong.</param>
internal sealed record DotNetTask(string Mechanism, int Bytes, int Samples, int WarmUp, int Rounds, int Burst, long LimitNanoseconds, int FirstCpu, int SecondCpu, Fault Fault)
{
    internal static DotNetTask Of(BenchmarkCase one, MeasuredMechanism mechanism, BenchmarkOptions options, IReadOnlyList<int> cpus)
    {
        var (first, second) = one.Placement switch { Placement.OneCpu => (cpus[0], cpus[0]), Placement.TwoCpus => (cpus[0], cpus[1]), _ => (-1, -1) };
        return new(
            mechanism.Name, one.Bytes, BenchmarkProgram.SamplesOf(one, options), BenchmarkProgram.WarmUpOf(one, options), BenchmarkProgram.RoundsOf(one, mechanism), BenchmarkProgram.BurstOf(one, options),
            options.TimeLimit.Ticks * TimeSpan.NanosecondsPerTick, first, second, options.Fault);
    }

    internal static DotNetTask Parse(ReadOnlySpan<string> words)
    {
        int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
        return new(words[0], Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]), long.Parse(words[6], CultureInfo.InvariantCulture), Number(words[7]), Number(words[8]), (Fault)Number(words[9]));
    }

    internal IReadOnlyList<string> Words() =>
        [Mechanism, .. new long[] { Bytes, Samples, WarmUp, Rounds, Burst, LimitNanoseconds, FirstCpu, SecondCpu, (int)Fault }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
