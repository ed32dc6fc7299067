using System.CommandLine;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Measurement;
using Ipc.Measurement.Runs;

namespace Course.Commands;

/// <summary><c>course bench</c>: the measurements of chapter 13, without a notebook.</summary>
internal static class BenchCommand
{
    internal static Command Create()
    {
        var mechanisms = new Argument<string[]>("MECHANISM") { Description = "the mechanisms, each by its name or by a part of several names; none for all", Arity = ArgumentArity.ZeroOrMore };
        var quick = new Option<bool>("--quick") { Description = "fewer sizes and samples: a minute or two" };
        var json = new Option<bool>("--json") { Description = "print one JSON object and nothing else" };
        var againstC = new Option<bool>("--against-c") { Description = "measure what the laboratory's own code costs: the same programs compiled from C, in alternating order; a report, whatever comes out" };
        var compare = new Option<string[]>("--compare") { Description = "measure nothing: lay two runs side by side, from files that bench --json has printed; what is not comparable is said, and left out", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "A.json B.json" };
        var html = new Option<string?>("--html") { Description = "with --compare: write a page with tables and charts to this file, too", HelpName = "FILE" };
        var command = new Command("bench", "measure latency and throughput of every mechanism, beside the limits of this machine") { mechanisms, quick, json, againstC, compare, html, BenchHost.Create(), BenchCreation.Create(), BenchLocks.Create() };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(compare) is null ? parsed.GetResult(html) is not null : parsed.GetValue(quick) || parsed.GetValue(json) || parsed.GetValue(againstC))
            {
                parsed.AddError("--compare measures nothing: it takes two files, --html FILE and names of mechanisms, and --html needs it");
            }
        });
        command.SetAction((parsed, cancelled) => Task.Run(
            () =>
            {
                var (named, isQuick, asJson) = (Named(parsed.GetValue(mechanisms)!), parsed.GetValue(quick), parsed.GetValue(json));
                return parsed.GetValue(compare) is { Length: 2 } files ? BenchCompare.Run(files[0], files[1], named, parsed.GetValue(html), cancelled)
                    : parsed.GetValue(againstC) ? BenchAgainstC.Run(named, isQuick, asJson, cancelled)
                    : Run(named, isQuick, asJson, cancelled);
            },
            cancelled));
        return command;
    }

    private static int Run(IReadOnlyList<string> mechanisms, bool quick, bool json, CancellationToken cancelled)
    {
        Journal.Sweep();
        var plan = quick ? BenchmarkPlan.Quick(mechanisms) : BenchmarkPlan.Full(mechanisms);
        var text = json ? null : new BenchText(Console.Out);
        using var line = new ProgressLine();
        try
        {
            var limits = MachineLimits.Measure();
            text?.Begin(plan, limits);
            var results = Benchmark.Measure(plan.Cases, limits, plan.Options, result => { line.Clear(); text?.Write(result); }, line, cancelled);
            text?.EndResults();
            var openLoop = plan.AtRate.Select(one => OpenLoop.Measure(one, BenchmarkPlan.Rate, plan.Options)).ToList();
            text?.Write(openLoop);
            var comparisons = results
                .Where(result => result is { Metric: Metric.Latency, Bytes: BenchmarkPlan.RankedBytes, NotMeasured: null } && result.Placement != Placement.Unpinned)
                .GroupBy(result => result.Placement)
                .Select(same =>
                {
                    text?.BeginRanking(same.Key);
                    return (same.Key, Comparisons: Benchmark.Rank(same, plan.Repetitions, comparison => { line.Clear(); text?.Write(comparison); }, line, cancelled));
                })
                .ToList();
            if (json)
            {
                Console.WriteLine(BenchmarkRun.Of(limits, plan.Options, results, openLoop, comparisons.SelectMany(ranked => ranked.Comparisons.Select(one => (ranked.Key, one)))).ToJson());
            }

            return 0;
        }
        catch (Exception e) when (e is MeasurementException or ChildDeadlineException)
        {
            throw BenchPart.Told(e);
        }
    }

    private static IReadOnlyList<string> Named(IReadOnlyList<string> parts)
    {
        var unknown = parts.Where(part => !Benchmark.Mechanisms.Any(name => Has(name, part))).ToList();
        return unknown.Count > 0
            ? throw new CourseException($"no mechanism's name has {string.Join(" or ", unknown.Select(part => $"\"{part}\""))} in it; there are {string.Join(", ", Benchmark.Mechanisms.Select(name => $"\"{name}\""))}")
            : parts.Count == 0 ? [] : [.. Benchmark.Mechanisms.Where(name => parts.Any(part => Means(name, part)))];
    }

    /// <summary>A whole name means that mechanism alone, although others have it in theirs.</summary>
    private static bool Means(string name, string part) => Benchmark.Mechanisms.Contains(part, StringComparer.OrdinalIgnoreCase) ? name.Equals(part, StringComparison.OrdinalIgnoreCase) : Has(name, part);

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
}
