using Ipc.Measurement.Mechanisms;
using Ipc.Native;

namespace Ipc.Measurement;

/// <summary>
/// Round trips that begin at a fixed rate, whatever becomes of those before: as messages come that somebody else decides to send.
/// </summary>
/// <remarks>
/// All other measurements begin a round trip when the one before is over. If the other process stops for a while, that is one long time among
/// thousands of short ones, and the messages that would have come meanwhile are not in the numbers: this is called coordinated omission. Here
/// each has an intended start, and its time is counted from there, so that those that had to wait show it. Until its intended start the process
/// with the clock spins. For each sample the clock's readings before and after it are used, as everywhere; nothing is allocated.
/// </remarks>
/// <seealso href="https://hdrhistogram.github.io/HdrHistogram/"/>
public static class OpenLoop
{
    private const double NanosecondsPerSecond = 1e9, FastestRate = 1e6;

    /// <summary>Measures one case at a fixed rate.</summary>
    /// <param name="one">What to measure; always the round trip.</param>
    /// <param name="perSecond">How many round trips begin in a second: more than 0, up to a million.</param>
    /// <param name="options">How much; <c>null</c> for a short measurement. The time limit is not read: it follows from the rate.</param>
    /// <param name="stall">The answering process sleeps so long before one answer, in the middle of each run: to see what becomes of the others. 0 for never.</param>
    /// <returns>What was measured; or, where the mechanism or the machine does not allow the case, why not.</returns>
    /// <exception cref="ArgumentException">There is no such mechanism.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such message, or no such rate.</exception>
    /// <exception cref="MeasurementException">A message came wrong, or a call failed.</exception>
    /// <exception cref="Children.ChildDeadlineException">It hung; the exception brings the report.</exception>
    public static OpenLoopResult Measure(BenchmarkCase one, double perSecond, BenchmarkOptions? options = null, TimeSpan stall = default)
    {
        Benchmark.Check(one);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perSecond, FastestRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(stall, TimeSpan.Zero);
        var roundTrip = one with { Metric = Metric.Latency };
        if (MeasuredMechanisms.Find(one.Mechanism) is not RecordedMechanism mechanism)
        {
            return OpenLoopResult.Without(roundTrip, perSecond, "the classes of .NET are measured without intended starts only; take the mechanism that they are made of");
        }

        if (Benchmark.WhyNot(roundTrip) is { } reason)
        {
            return OpenLoopResult.Without(roundTrip, perSecond, reason);
        }

        try
        {
            var how = AtRate(options ?? BenchmarkOptions.Quick, perSecond, stall);
            var cpus = Sched.CpusOf(Environment.ProcessId);
            return OpenLoopResult.Of(roundTrip, perSecond, RawTimes.Of([.. Enumerable.Range(0, Math.Max(1, how.Runs)).Select(_ => BenchmarkProgram.Run(roundTrip, mechanism, how, cpus))]));
        }
        catch (PosixException e)
        {
            return OpenLoopResult.Without(roundTrip, perSecond, e.Message);
        }
    }

    /// <summary>A rate that the mechanism cannot keep ends in time, too.</summary>
    private static BenchmarkOptions AtRate(BenchmarkOptions options, double perSecond, TimeSpan stall)
    {
        var schedule = TimeSpan.FromSeconds(Math.Max(options.Samples, options.WarmUp) / perSecond);
        var limit = (2 * schedule) + stall + TimeSpan.FromSeconds(5);
        return options with { IntervalNanoseconds = (long)(NanosecondsPerSecond / perSecond), Stall = stall, TimeLimit = limit, Deadline = options.Deadline + (2 * limit) };
    }
}
