using System.Text.Json;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary>
/// A run as JSON: an object with the host, the options, the limits, the results and the comparisons. Times are in µs unless the name says
/// otherwise; a result that could not be measured has null for its figures and the reason in "notMeasured".
/// </summary>
internal static class BenchJson
{
    internal static string Write(BenchmarkPlan plan, MachineLimits limits, IReadOnlyList<BenchmarkResult> results, IReadOnlyList<(Placement Placement, IReadOnlyList<Comparison> Comparisons)> rankings) =>
        JsonSerializer.Serialize(
            new
            {
                Version = 1,
                Date = DateTimeOffset.Now,
                Host = HostInfo.Current,
                Governor = CpuGovernor.Current,
                Options = new { plan.Options.Runs, plan.Options.Samples, plan.Options.WarmUp, plan.Options.Batches, plan.Repetitions },
                LimitsNanoseconds = new { limits.ClockStep, limits.ClockCost, limits.Sample, limits.NullCall, limits.ContextSwitch, limits.CacheLine },
                limits.Copies,
                Results = results.Select(Result),
                Comparisons = rankings.SelectMany(ranking => ranking.Comparisons.Select(one => new
                {
                    ranking.Placement,
                    one.What,
                    one.First,
                    one.Second,
                    one.FirstMedian,
                    one.SecondMedian,
                    one.Ratio,
                    one.Low,
                    one.High,
                    one.Noise,
                    one.Repetitions,
                    one.Outcome,
                })),
            },
            ObservationJson.Options);

    private static object Result(BenchmarkResult result) => new
    {
        result.Mechanism,
        result.Bytes,
        result.Placement,
        result.Metric,
        result.NotMeasured,
        result.Samples,
        result.MessagesPerSample,
        Min = Known(result.Min),
        P50 = Known(result.P50),
        P90 = Known(result.P90),
        P99 = Known(result.P99),
        P999 = Known(result.P999),
        Max = Known(result.Max),
        result.MebibytesPerSecond,
        Cpu = Known(result.Cpu),
        Switches = Known(result.Switches),
        Preemptions = Known(result.Preemptions),
        Faults = Known(result.Faults),
        result.Limit,
        result.TimesLimit,
    };

    private static double? Known(double figure) => double.IsNaN(figure) ? null : figure;
}
