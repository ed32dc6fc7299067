using Ipc.Measurement.Mechanisms;
using Ipc.Native;

namespace Ipc.Measurement;

/// <summary>Measures mechanisms between two processes, all by the same protocol: chapter 13 and <c>course bench</c>.</summary>
/// <remarks>
/// A message is stamped with its number, carried from memory of the one process into memory of the other, and checked there. With shared memory
/// that means to copy it in and to copy it out. Each round trip has two readings of the clock.
/// </remarks>
public static class Benchmark
{
    private const int LongestMessage = 1 << 20, MostRunsOfSlow = 3;

    /// <summary>The mechanisms by name, in the order of tables and charts.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } = [.. MeasuredMechanisms.All.Select(one => one.Name)];

    /// <summary>How many CPUs this machine lets the two processes have: 1 or 2.</summary>
    public static int Cpus => Math.Min(2, Sched.CpusOf(Environment.ProcessId).Count);

    /// <summary>Measures one case now.</summary>
    /// <param name="one">What to measure.</param>
    /// <param name="options">How much; <c>null</c> for the full length.</param>
    /// <returns>What was measured; or, where the mechanism or the machine does not allow the case, why not.</returns>
    /// <exception cref="ArgumentException">There is no such mechanism.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such message.</exception>
    /// <exception cref="MeasurementException">A message came wrong, or a call failed.</exception>
    /// <exception cref="Children.ChildDeadlineException">It hung; the exception brings the report.</exception>
    public static BenchmarkResult Measure(BenchmarkCase one, BenchmarkOptions? options = null)
    {
        Check(one);
        var mechanism = MeasuredMechanisms.Find(one.Mechanism);
        if (WhyNot(one) is { } reason)
        {
            return BenchmarkResult.Without(one, reason);
        }

        try
        {
            var how = options ?? BenchmarkOptions.Full;
            var cpus = Sched.CpusOf(Environment.ProcessId);
            var runs = Math.Max(1, mechanism.IsSlowToStart ? Math.Min(how.Runs, MostRunsOfSlow) : how.Runs);
            var raw = RawTimes.Of([.. Enumerable.Range(0, runs).Select(_ => mechanism.Measure(one, how, cpus))]);
            return BenchmarkResult.Of(one, raw) with { Calls = how.CountCalls ? mechanism.CountCalls(one, cpus) : null, Note = mechanism.Note };
        }
        catch (Exception e) when (e is PosixException or DotNet.MissingSdkException)
        {
            return BenchmarkResult.Without(one, e.Message);
        }
    }

    /// <summary>Refuses a message that cannot be made.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such message.</exception>
    internal static void Check(BenchmarkCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentOutOfRangeException.ThrowIfLessThan(one.Bytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(one.Bytes, LongestMessage);
    }

    /// <summary>Why a case cannot be measured, as far as that is known without trying; <c>null</c> where nothing speaks against it.</summary>
    /// <param name="one">The case.</param>
    /// <exception cref="ArgumentException">There is no such mechanism.</exception>
    public static string? WhyNot(BenchmarkCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return MeasuredMechanisms.Find(one.Mechanism).WhyNot(one)
            ?? (one.Placement == Placement.TwoCpus && Cpus < 2 ? "there is one CPU; give the machine or the container a second" : null);
    }

    /// <summary>Measures several cases, one after the other, and sets each beside the limit of the machine that applies to it.</summary>
    /// <param name="cases">What to measure.</param>
    /// <param name="limits">The limits, measured in the same run.</param>
    /// <param name="options">How much; <c>null</c> for the full length.</param>
    /// <param name="measured">Told of each result.</param>
    /// <param name="progress">Told of each case before it is measured, and of the end.</param>
    /// <param name="cancelled">Ends it between two cases.</param>
    public static IReadOnlyList<BenchmarkResult> Measure(
        IEnumerable<BenchmarkCase> cases,
        MachineLimits limits,
        BenchmarkOptions? options = null,
        Action<BenchmarkResult>? measured = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(limits);
        List<BenchmarkCase> all = [.. cases];
        var results = new List<BenchmarkResult>();
        foreach (var one in all)
        {
            cancelled.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress(results.Count, all.Count, $"{one}"));
            results.Add(Measure(one, options).Beside(limits));
            measured?.Invoke(results[^1]);
        }

        progress?.Report(new WorkProgress(all.Count, all.Count, ""));
        return results;
    }

    /// <summary>Compares two cases in alternating order, beside the noise of comparing the first with itself.</summary>
    /// <param name="first">One case.</param>
    /// <param name="second">The other.</param>
    /// <param name="options">How much each repetition measures; <c>null</c> for a short measurement.</param>
    /// <param name="repetitions">How often each is measured: 7 or more.</param>
    /// <param name="progress">Told of each measurement before it is made, and of the end.</param>
    /// <exception cref="InvalidOperationException">One of them cannot be measured here; the message says why.</exception>
    public static Comparison Compare(BenchmarkCase first, BenchmarkCase second, BenchmarkOptions? options = null, int repetitions = 11, IProgress<WorkProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Compare(first, second, options ?? BenchmarkOptions.Quick, options ?? BenchmarkOptions.Quick, repetitions, progress);
    }

    /// <summary>As above, with options of its own for each.</summary>
    internal static Comparison Compare(BenchmarkCase first, BenchmarkCase second, BenchmarkOptions firstOptions, BenchmarkOptions secondOptions, int repetitions, IProgress<WorkProgress>? progress = null)
    {
        double Median(BenchmarkCase one, BenchmarkOptions how) => Measure(one, how with { Runs = 1 }) is var result && result.NotMeasured is { } reason ? throw new InvalidOperationException($"{one}: {reason}") : result.P50;
        var isSame = first with { Mechanism = second.Mechanism } == second;
        return Comparison.Of(
            isSame ? first.Mechanism : $"{first}",
            isSame ? second.Mechanism : $"{second}",
            () => Median(first, firstOptions),
            () => Median(second, secondOptions),
            repetitions,
            isSame ? first.Rest : "",
            progress);
    }

    /// <summary>Compares mechanisms that follow each other in the order of their latency: whether the order means anything.</summary>
    /// <param name="results">Measured round trips of one size and one placement. The classes of .NET are not ranked: to start their programs so often takes minutes.</param>
    /// <param name="repetitions">How often each is measured: 7 or more.</param>
    /// <param name="compared">Told of each comparison.</param>
    /// <param name="progress">Told of each comparison before it is made, and of the end.</param>
    /// <param name="cancelled">Ends it between two comparisons.</param>
    public static IReadOnlyList<Comparison> Rank(IEnumerable<BenchmarkResult> results, int repetitions = 11, Action<Comparison>? compared = null, IProgress<WorkProgress>? progress = null, CancellationToken cancelled = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        List<BenchmarkResult> order = [.. results.Where(result => result.NotMeasured is null && !MeasuredMechanisms.Find(result.Mechanism).IsSlowToStart).OrderBy(result => result.P50)];
        var comparisons = new List<Comparison>();
        foreach (var (faster, slower) in order.Zip(order.Skip(1)))
        {
            cancelled.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress(comparisons.Count, order.Count - 1, $"{slower.Mechanism} against {faster.Mechanism}"));
            comparisons.Add(Compare(faster.Case, slower.Case, BenchmarkOptions.Quick with { Samples = 250 }, repetitions));
            compared?.Invoke(comparisons[^1]);
        }

        progress?.Report(new WorkProgress(comparisons.Count, comparisons.Count, ""));
        return comparisons;
    }
}
