using System.Diagnostics;
using Ipc.Children;
using Ipc.Claims;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Measurement;

/// <summary>The claims of chapter 13.</summary>
internal static class BenchmarkClaims
{
    private const string Chapter = "13-which-is-fastest";
    private const int Small = 64, Large = 64 * 1024, FewRounds = 7;
    private const string Pipe = "pipe", MappedFile = "mmap'd file", PosixMemory = "shared memory, POSIX", SystemVMemory = "shared memory, System V", ByFutex = ", futex", BySpinning = ", spinning";

    /// <summary>Many short measurements tell more than few long ones: what differs from process to process is in each of them.</summary>
    private static readonly BenchmarkOptions Short = new() { Runs = 1, Samples = 150, WarmUp = 20, Batches = 8, TimeLimit = TimeSpan.FromMilliseconds(20) };

    /// <summary>How many rounds a contest has that left something open with fewer.</summary>
    private static readonly int[] MoreRounds = [21, 63];

    /// <summary>Some times what it takes on a quiet machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "C1",
            Chapter,
            new Statement(
                "One mechanism is the fastest, whatever is asked of it: it has the lowest latency and the highest throughput, for small messages and for large ones, on one CPU and across two.",
                "有一种机制在任何情况下都最快：不论消息大小，不论两个进程在同一个 CPU 还是两个 CPU 上，它的延迟都最低，吞吐量都最高。"),
            "shm_overview(7)",
            OneForAll),
        new(
            "M2",
            Chapter,
            new Statement(
                "A mapped file is the fastest way between processes: with the same synchronisation it is faster than a pipe and than the other kinds of shared memory.",
                "mmap 文件映射是最快的进程间通信方式：在同步方式相同的情况下，它比管道快，也比其他几种共享内存快。"),
            "mmap(2)",
            MappedFileFirst),
    ];

    /// <summary>A mechanism that is beaten, or of no use, in one of the contests is not the one for all.</summary>
    private static Decision OneForAll()
    {
        string[] candidates = [Pipe, PosixMemory + ByFutex, PosixMemory + BySpinning];
        Question[] questions =
        [
            // Those whose winners differ the most come first: they may decide alone.
            .. from one in (BenchmarkCase[])[new("", Small), new("", Large, Metric: Metric.Throughput)]
               from placement in Placements
               select new Question(candidates, one with { Placement = placement }),
        ];

        // Who cannot be measured does not take part: it is beaten, too.
        bool IsBeaten(string name, IReadOnlyList<Contest> held) => held.Any(contest => contest.Reference != name && contest.Others.FirstOrDefault(other => other.Second == name) is not { IsSlower: false });
        var contests = Hold(questions, held => Benchmark.Cpus > 1 && candidates.All(name => IsBeaten(name, held)));
        var seen = contests.SelectMany(contest => contest.Others).ToList();
        var fastest = string.Join("; ", contests.Zip(questions, (contest, question) => $"{question.Asked.Rest}: {(ToldNothing(contest) ? "not told apart" : contest.Reference)}"));
        if (Benchmark.Cpus < 2)
        {
            return Decision.NotObserved($"half of the question takes a second CPU; fastest here: {fastest}", seen);
        }

        bool IsFirst(string name) => contests.All(contest => contest.Reference == name || contest.Others.Any(other => other.Second == name && other.IsLevel));
        return candidates.All(name => IsBeaten(name, contests)) ? Decision.Of(holds: false, $"each is beaten somewhere; fastest by what is asked: {fastest}", seen)
            : contests.Count == questions.Length && candidates.FirstOrDefault(IsFirst) is { } first ? Decision.Of(holds: true, $"{first} is the fastest, or as fast as the fastest, in all: {fastest}", seen)
            : Undecided(seen, isWhole: contests.Count == questions.Length);
    }

    /// <summary>It is not the fastest where another is faster, or as fast.</summary>
    private static Decision MappedFileFirst()
    {
        Question[] questions =
        [
            // The one that is the least noisy and the soonest done comes first: it may decide alone, or be all that there is time for.
            .. Benchmark.Cpus > 1 ? (Question[])[new([MappedFile + BySpinning, PosixMemory + BySpinning], new("", Small, Placement.TwoCpus), Reference: 0, Rounds: MoreRounds[0])] : [],
            new([MappedFile + ByFutex, Pipe, PosixMemory + ByFutex, SystemVMemory + ByFutex], new("", Large, Metric: Metric.Throughput), Reference: 0),
        ];
        var contests = Hold(questions, held => held.SelectMany(contest => contest.Others).Any(one => one.IsFaster || one.IsLevel));
        var seen = contests.SelectMany(contest => contest.Others).ToList();
        var summary = string.Join("; ", seen.Select(one => FormattableString.Invariant($"{one.What}: {one.Second} takes {one.Ratio:F2} times as long as {one.First} ({one.Low:F2} to {one.High:F2}), {one.Outcome}")));
        return seen.Any(one => one.IsFaster || one.IsLevel) ? Decision.Of(holds: false, summary, seen)
            : contests.Count == questions.Length && seen.All(one => one.IsSlower) ? Decision.Of(holds: true, summary, seen)
            : Undecided(seen, isWhole: contests.Count == questions.Length);
    }

    private static double Time(BenchmarkCase one)
    {
        var result = Benchmark.Measure(one, Short);
        return result.NotMeasured is { } reason ? throw new UnobservedException(new NotObserved($"{one.Mechanism} cannot be measured here", reason)) : result.P50;
    }

    /// <summary>Whether there was somebody to be told from, and none was.</summary>
    private static bool ToldNothing(Contest contest) => contest.Others.Count > 0 && contest.Others.All(IsOpen);

    /// <summary>Whether two could not be told apart, and were not as fast as each other either.</summary>
    private static bool IsOpen(Comparison one) => one is { IsSlower: false, IsFaster: false, IsLevel: false };

    private static IReadOnlyList<Placement> Placements => Benchmark.Cpus > 1 ? [Placement.OneCpu, Placement.TwoCpus] : [Placement.OneCpu];

    private static Decision Undecided(IReadOnlyList<Comparison> seen, bool isWhole) => Decision.NotObserved(
        isWhole && seen.Count > 0
            ? FormattableString.Invariant($"the machine differs from itself by up to {seen.Max(one => one.Noise):P0} from one measurement to the next, which is too much to tell; run it where nothing else runs")
            : $"the CPUs are so busy that {Patience.TotalSeconds:F0} s were not enough; run it where nothing else runs",
        seen);

    /// <summary>
    /// Holds one contest after the other, until those that were held decide, or there is no more time. Those that left something open
    /// are held again at the end, with more rounds: their intervals were too wide, and more rounds make them narrower.
    /// </summary>
    private static List<Contest> Hold(IReadOnlyList<Question> questions, Func<IReadOnlyList<Contest>, bool> isDecided)
    {
        var watch = Stopwatch.StartNew();
        var held = new List<Contest>();
        Contest Ask(Question question, int rounds) => Contest.Of(
            [
                .. question.Mechanisms
                    .Select(name => question.Asked with { Mechanism = name })
                    .Where(one => Benchmark.WhyNot(one) is null)
                    .Select(one => new Contest.Entry(one.Mechanism, () => Time(one))),
            ],
            rounds,
            question.Reference,
            question.Asked.Rest,
            end: () => watch.Elapsed > Patience);
        try
        {
            for (var i = 0; i < questions.Count && !isDecided(held); i++)
            {
                held.Add(Ask(questions[i], questions[i].Rounds));
            }

            foreach (var rounds in MoreRounds)
            {
                for (var i = 0; i < held.Count && !isDecided(held); i++)
                {
                    if (rounds > questions[i].Rounds && held[i].Others.Any(IsOpen))
                    {
                        held[i] = Ask(questions[i], rounds);
                    }
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChildDeadlineException)
        {
            // What was held until now may decide; if not, the claim says that there was not time enough.
        }

        return held;
    }

    /// <summary>Which of some mechanisms is the fastest at what is asked.</summary>
    /// <param name="Mechanisms">Those that take part.</param>
    /// <param name="Asked">What is asked.</param>
    /// <param name="Reference">Which the others are compared with; <c>null</c> for the one that proves fastest.</param>
    /// <param name="Rounds">How many rounds it is given at first.</param>
    private sealed record Question(IReadOnlyList<string> Mechanisms, BenchmarkCase Asked, int? Reference = null, int Rounds = FewRounds);
}
