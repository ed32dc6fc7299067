using Ipc.Children;
using Ipc.Children.CSource;
using Ipc.Measurement.Mechanisms;
using Ipc.Native;

namespace Ipc.Measurement;

/// <summary>
/// What the laboratory's own code costs a measurement: each program is run as it always is, and written down as C, compiled with cc -O2
/// and run again, over the same pipe, queue or memory, in alternating order.
/// </summary>
public static class CTwin
{
    private const double Limit = 1.03, WiderLimit = 1.05;
    private const int Page = 4096, FewestRounds = 11;

    /// <summary>Whether there is a C compiler, called cc.</summary>
    public static bool IsPossible => CompiledProgram.IsPossible;

    /// <summary>Each run is short, and there are many: what differs from process to process is in each of them.</summary>
    private static BenchmarkOptions Options { get; } = new() { Runs = 1, Samples = 400, WarmUp = 100, TimeLimit = TimeSpan.FromMilliseconds(100) };

    /// <summary>The cases that are compared: what sleeps, on one CPU, and shared memory that spins, on two.</summary>
    /// <param name="mechanisms">The mechanisms by name; empty for all that are meant.</param>
    /// <param name="quick">Fewer sizes, and one kind of shared memory.</param>
    public static IReadOnlyList<BenchmarkCase> Cases(IReadOnlyList<string> mechanisms, bool quick)
    {
        ArgumentNullException.ThrowIfNull(mechanisms);
        int[] sizes = quick ? [64, 64 * 1024] : [64, Page, 64 * 1024];
        bool IsMeant(RecordedMechanism one) => mechanisms.Count > 0 ? mechanisms.Contains(one.Name)
            : !one.Name.EndsWith("semaphore", StringComparison.Ordinal) && !one.Name.EndsWith(", eventfd", StringComparison.Ordinal) && !(quick && (one.Name.StartsWith("mmap", StringComparison.Ordinal) || one.Name.StartsWith("shared memory, System V", StringComparison.Ordinal)));
        return
        [
            .. from mechanism in MeasuredMechanisms.All.OfType<RecordedMechanism>().Where(IsMeant)
               from bytes in mechanism.Longest is { Bytes: <= sizeof(long) } longest ? (int[])[(int)longest.Bytes] : sizes
               select new BenchmarkCase(mechanism.Name, bytes, mechanism.Spins ? Placement.TwoCpus : Placement.OneCpu),
        ];
    }

    /// <summary>Compares one case.</summary>
    /// <param name="one">What is measured: its round trip.</param>
    /// <param name="rounds">How many rounds, of two pairs each: 11 or more.</param>
    /// <returns>What was seen; or, where the mechanism or the machine does not allow the case, why not.</returns>
    /// <exception cref="InvalidOperationException">There is no C compiler, or it does not take the program.</exception>
    /// <exception cref="MeasurementException">A message came wrong, or a call failed.</exception>
    /// <exception cref="ChildDeadlineException">It hung; the exception brings the report.</exception>
    public static AgainstC Compare(BenchmarkCase one, int rounds = FewestRounds)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, FewestRounds);
        var limit = LimitOf(one);
        if (MeasuredMechanisms.Find(one.Mechanism) is not RecordedMechanism mechanism)
        {
            return AgainstC.Without(one, limit, "a class of .NET has no twin in C");
        }

        if (Benchmark.WhyNot(one) is { } reason)
        {
            return AgainstC.Without(one, limit, reason);
        }

        if (!IsPossible)
        {
            throw new InvalidOperationException("there is no C compiler: no cc on PATH");
        }

        try
        {
            using var program = BenchmarkProgram.Make(one, mechanism, Options, Sched.CpusOf(Environment.ProcessId));
            using var compiled = new CompiledProgram(program.InC(), ["-O2"]);
            return compiled.Compiler.Status is ExitStatus.Exited { Code: 0 }
                ? AgainstC.Of(one, limit, Comparison.Of("C", "C#", () => Median(one, program.Run(compiled.Run)), () => Median(one, program.Run()), rounds, one.Rest))
                : throw new InvalidOperationException($"cc does not take the program of {one}: {compiled.Compiler.StandardError}");
        }
        catch (PosixException e)
        {
            return AgainstC.Without(one, limit, e.Message);
        }
    }

    /// <summary>What the ratio is meant to stay under.</summary>
    internal static double LimitOf(BenchmarkCase one) => MeasuredMechanisms.Find(one.Mechanism).Spins || one.Bytes == Page ? WiderLimit : Limit;

    private static double Median(BenchmarkCase one, RawTimes raw) => BenchmarkResult.Of(one, raw).P50;
}
