using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ipc.Measurement;
using Ipc.Measurement.Locks;

namespace Course.Commands;

/// <summary><c>course bench locks</c>: what a lock costs that nobody else wants, and how fast and how fair it is where several do.</summary>
internal static class BenchLocks
{
    private const int NameWidth = 36, Width = 12;

    internal static Command Create() => BenchPart.Create(
        "locks",
        "measure what a lock costs that nobody else wants, and how fast and how fair it is where 2, 4 or 8 want it",
        "fewer and shorter contests: some seconds",
        (quick, line, cancelled) =>
        {
            var options = quick ? LockOptions.Quick : LockOptions.Full;
            return (Options: options, Alone: LockBenchmark.Uncontended(options, line, cancelled), Contests: LockBenchmark.Contended(options, line, cancelled));
        },
        measured => Json(measured.Options, measured.Alone, measured.Contests),
        (measured, writer) => Text(measured.Alone, measured.Contests, writer));

    /// <summary>An object with the host, the options, a result for each lock alone (in ns, for taking it and giving it back), and one for each lock and number of parties.</summary>
    private static string Json(LockOptions options, IReadOnlyList<LockCost> alone, IReadOnlyList<LockContest> contests) => JsonSerializer.Serialize(
        new
        {
            Version = 1,
            Date = DateTimeOffset.Now,
            Host = HostInfo.Current,
            Options = new { options.Samples, options.Runs, options.Duration, options.Parties },
            Uncontended = alone.Select(cost => new
            {
                cost.Lock,
                cost.Between,
                cost.NotMeasured,
                cost.SystemCalls,
                cost.Samples,
                Min = ObservationJson.Known(cost.Min),
                P50 = ObservationJson.Known(cost.P50),
                P99 = ObservationJson.Known(cost.P99),
                Max = ObservationJson.Known(cost.Max),
            }),
            Contended = contests.Select(contest => new
            {
                contest.Lock,
                contest.Between,
                contest.Parties,
                contest.NotMeasured,
                contest.Runs,
                PerSecond = ObservationJson.Known(contest.PerSecond),
                Slowest = ObservationJson.Known(contest.Slowest),
                Fastest = ObservationJson.Known(contest.Fastest),
                Fairness = ObservationJson.Known(contest.Fairness),
                Least = ObservationJson.Known(contest.Least),
                Most = ObservationJson.Known(contest.Most),
                contest.Shares,
            }),
        },
        ObservationJson.Options);

    private static void Text(IReadOnlyList<LockCost> alone, IReadOnlyList<LockContest> contests, TextWriter writer)
    {
        writer.WriteLine($"{HostInfo.Current}; {DateTime.Now:yyyy-MM-dd}");
        writer.WriteLine("Between processes; .NET's lock between threads of this one, which no other process can take.");
        writer.WriteLine();
        writer.WriteLine($"{"taken and given back, alone, in ns",-NameWidth}{"min",Width}{"p50",Width}{"p99",Width}{"max",Width}{"system calls",Width + 2}");
        foreach (var cost in alone)
        {
            writer.WriteLine(cost.NotMeasured is { } reason
                ? $"{cost.Lock,-NameWidth}  not measured: {reason}"
                : FormattableString.Invariant($"{cost.Lock,-NameWidth}{cost.Min,Width:N1}{cost.P50,Width:N1}{cost.P99,Width:N1}{cost.Max,Width:N1}{(cost.SystemCalls is { } calls ? calls.ToString("0.##", CultureInfo.InvariantCulture) : "-"),Width + 2}"));
        }

        foreach (var same in contests.GroupBy(contest => contest.Parties))
        {
            writer.WriteLine();
            writer.WriteLine($"{$"{same.Key} at once",-NameWidth}{"a second",Width}{"slowest",Width}{"fastest",Width}{"fairness",Width}{"least",Width}{"most",Width}");
            foreach (var contest in same)
            {
                writer.WriteLine(contest.NotMeasured is { } reason
                    ? $"{contest.Lock,-NameWidth}  not measured: {reason}"
                    : FormattableString.Invariant($"{contest.Lock,-NameWidth}{contest.PerSecond,Width:N0}{contest.Slowest,Width:N0}{contest.Fastest,Width:N0}{contest.Fairness,Width:F3}{contest.Least,Width:P1}{contest.Most,Width:P1}"));
            }
        }
    }
}
