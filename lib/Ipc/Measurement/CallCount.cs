using Ipc.Children;
using Ipc.Measurement.Mechanisms;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Measurement;

/// <summary>The system calls that a message takes. A tracer slows every call down, so they are counted in a run of their own, which is not timed.</summary>
internal static class CallCount
{
    /// <summary>Both processes ask for their use of resources where what counts begins, and where it ends.</summary>
    private const string Mark = "getrusage";

    /// <summary>Only a kernel whose clock cannot be read without it sees this one; it belongs to the harness.</summary>
    private const string Clock = "clock_gettime";

    /// <summary>The turn that ends it comes after the mark of the process with the clock, and before that of the other.</summary>
    private const int TurnsNotTimed = 1;

    private static BenchmarkOptions Short { get; } = new() { Runs = 1, Samples = 20, WarmUp = 0, Batches = 1, LongestBatch = 64 };

    /// <summary>Counts them.</summary>
    /// <returns>Those of both processes for one message, as the other figures of a result are; <c>null</c> where this machine allows no tracing.</returns>
    internal static double? Of(BenchmarkCase one, RecordedMechanism mechanism, IReadOnlyList<int> cpus)
    {
        try
        {
            using var program = BenchmarkProgram.Make(one, mechanism, Short, cpus);
            var (trace, samples, messages) = program.Trace();
            return trace is { Status: ExitStatus.Exited { Code: 0 }, Lost: 0, Broken: null }
                ? trace.Calls.GroupBy(call => call.Pid).Sum(same => Between(same) / (same.Key == trace.Calls[0].Pid ? samples : samples + TurnsNotTimed)) / messages
                : null;
        }
        catch (PosixException)
        {
            return null; // no ptrace here
        }
    }

    private static double Between(IEnumerable<SystemCall> calls) =>
        calls.SkipWhile(call => call.Name != Mark).Skip(1).TakeWhile(call => call.Name != Mark).Count(call => call.Name != Clock);
}
