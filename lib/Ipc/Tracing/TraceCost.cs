using System.Globalization;
using Ipc.Commands;
using Ipc.Measurement;
using Ipc.Native;

namespace Ipc.Tracing;

/// <summary>What tracing costs a program that makes many calls, of which the trace wants hardly any.</summary>
/// <param name="Tracer">Who traced: nobody, this library, or strace.</param>
/// <param name="Wanted">The calls that were traced.</param>
/// <param name="Calls">How many reads and writes the program made.</param>
/// <param name="Time">How long the program ran, the median of several runs.</param>
/// <param name="Ratio">How many times as long as untraced.</param>
public sealed record TraceCost(
    string Tracer,
    string Wanted,
    [property: Column(IsCount = true)] int Calls,
    [property: Column(Unit = "ms")] TimeSpan Time,
    [property: Column("times untraced")] double Ratio) : IObservation
{
    private static readonly string[] Few = ["openat", "close", "execve"];

    /// <summary>Runs <c>dd</c> with reads and writes of one byte: untraced, traced with a filter of three other calls, and by strace with the same filter where strace is there. The runs take turns, so that a noisy machine disturbs all alike.</summary>
    /// <param name="calls">How many reads and writes together: 2 or more.</param>
    /// <param name="repetitions">How often each is run, 1 or more.</param>
    /// <exception cref="PosixException">There is no dd, or tracing is not allowed here.</exception>
    public static IReadOnlyList<TraceCost> Compare(int calls, int repetitions = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(calls, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        string[] program = ["dd", "if=/dev/zero", "of=/dev/null", "bs=1", string.Create(CultureInfo.InvariantCulture, $"count={calls / 2}")];
        var deadline = TimeSpan.FromMinutes(5);
        var few = string.Join(", ", Few);
        List<(string Tracer, string Wanted, Func<TimeSpan> Run)> ways =
        [
            ("nobody", "none", () => Timed(() => Command.Of(program[0], program[1..]) with { Deadline = deadline })),
            ("this library", few, () => Traced(program, new TraceOptions { Calls = Few, Deadline = deadline })),
        ];
        if (HasStrace())
        {
            ways.Add(("strace --seccomp-bpf", few, () => Timed(() => Command.Of("strace", ["-f", "--seccomp-bpf", "-e", $"trace={string.Join(',', Few)}", "-o", "/dev/null", .. program]) with { Deadline = deadline })));
        }

        var times = ways.ConvertAll(_ => new List<TimeSpan>());
        for (var turn = 0; turn < repetitions; turn++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                times[way].Add(ways[way].Run());
            }
        }

        var medians = times.ConvertAll(Median.Of);
        return [.. ways.Select((way, i) => new TraceCost(way.Tracer, way.Wanted, calls, medians[i], medians[i] / medians[0]))];
    }

    private static TimeSpan Timed(Func<Command> command)
    {
        var start = MonotonicTime.Now;
        command().Run();
        return MonotonicTime.Now - start;
    }

    private static TimeSpan Traced(string[] program, TraceOptions options)
    {
        var start = MonotonicTime.Now;
        SystemCallTracer.Trace(Command.Of(program[0], program[1..]), options);
        return MonotonicTime.Now - start;
    }

    private static bool HasStrace()
    {
        try
        {
            return Command.Of("strace", "--version").Run().ShellStatus == 0;
        }
        catch (PosixException)
        {
            return false;
        }
    }
}
