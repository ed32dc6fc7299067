namespace Ipc.Measurement.Runs;

/// <summary>Two runs beside each other: of two machines, of two kernels, or of the same one twice. What is not comparable is left out, and said.</summary>
/// <remarks>
/// The intervals come from how much pairs of processes differ within a run. What changes from one run of a machine to its next is not in
/// them: to claim a difference between two kernels, measure each several times, in alternating order.
/// </remarks>
public sealed record RunsBeside
{
    /// <summary>What the interval of a row is, in words.</summary>
    public const string Intervals = "95 % intervals, or from the lowest to the highest of fewer than 6 pairs of processes";

    private const int FewestPairs = 2;

    private RunsBeside(BenchmarkRun first, BenchmarkRun second, IReadOnlyList<RunsBesideRow> rows, IReadOnlyList<NotCompared> left)
    {
        var isSameName = first.Name == second.Name;
        (First, Second) = (isSameName ? $"{first.Name} (1)" : first.Name, isSameName ? $"{second.Name} (2)" : second.Name);
        (Rows, NotCompared) = (rows, left);
        (Hosts, Limits) = (RunsBesideFacts.Of(first, second), RunsBesideLimit.Of(first, second));
        Notes = HasTails(first, second) ? [] : [$"p99.9 is not compared: {First} has {first.Options}; {Second} has {second.Options}"];
    }

    /// <summary>What the first run is called.</summary>
    public string First { get; }

    /// <summary>What the second run is called.</summary>
    public string Second { get; }

    /// <summary>The two machines, fact by fact.</summary>
    public IReadOnlyList<RunsBesideFacts> Hosts { get; }

    /// <summary>Their limits.</summary>
    public IReadOnlyList<RunsBesideLimit> Limits { get; }

    /// <summary>What both have measured, case by case.</summary>
    public IReadOnlyList<RunsBesideRow> Rows { get; }

    /// <summary>What is in one of them only, or cannot be compared, with the reason.</summary>
    public IReadOnlyList<NotCompared> NotCompared { get; }

    /// <summary>What else is not compared, in a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Lays two runs side by side.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="mechanisms">Only these mechanisms; empty for all.</param>
    /// <exception cref="NotComparableException">They have nothing in common that can be compared; the message says why.</exception>
    public static RunsBeside Of(BenchmarkRun first, BenchmarkRun second, params IReadOnlyList<string> mechanisms)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Version != second.Version)
        {
            throw new NotComparableException($"{first.Name} has version {first.Version} of the shape, {second.Name} has {second.Version}: measure the older one again");
        }

        bool IsAsked(RunResult result) => mechanisms.Count == 0 || mechanisms.Contains(result.Mechanism);
        List<RunResult> firstResults = [.. first.Results.Where(IsAsked)], secondResults = [.. second.Results.Where(IsAsked)];
        var ofSecond = secondResults.ToDictionary(result => result.Case);
        var rows = new List<RunsBesideRow>();
        var left = new List<NotCompared>();
        foreach (var one in firstResults)
        {
            if (WhyNot(first, one, second, ofSecond.GetValueOrDefault(one.Case)) is { } reason)
            {
                left.Add(new(one.Mechanism, one.Bytes, one.Placement, one.Metric, reason));
            }
            else
            {
                rows.Add(RunsBesideRow.Of(one, ofSecond[one.Case], HasTails(first, second)));
            }
        }

        var known = firstResults.Select(result => result.Case).ToHashSet();
        left.AddRange(secondResults.Where(result => !known.Contains(result.Case)).Select(result => new NotCompared(result.Mechanism, result.Bytes, result.Placement, result.Metric, $"only in {second.Name}")));
        return rows.Count > 0
            ? new(first, second, rows, left)
            : throw new NotComparableException($"{first.Name} and {second.Name} have no case in common that both have measured. {Has(first.Name, firstResults)}; {Has(second.Name, secondResults)}");
    }

    /// <summary>High percentiles depend on how many samples there are, and how far apart: the same for both, or none.</summary>
    private static bool HasTails(BenchmarkRun first, BenchmarkRun second) => first.Options == second.Options;

    private static string? WhyNot(BenchmarkRun first, RunResult one, BenchmarkRun second, RunResult? other) =>
        other is null ? $"only in {first.Name}"
        : one.NotMeasured is { } noFirst && other.NotMeasured is { } noSecond ? $"not measured in either: {(noFirst == noSecond ? noFirst : $"{noFirst}; {noSecond}")}"
        : one.NotMeasured is { } reason ? $"not measured in {first.Name}: {reason}"
        : other.NotMeasured is { } otherReason ? $"not measured in {second.Name}: {otherReason}"
        : one.MessagesPerSample != other.MessagesPerSample ? $"a time is of {one.MessagesPerSample} messages in {first.Name}, and of {other.MessagesPerSample} in {second.Name}"
        : Math.Min(one.PairMedians.Count, other.PairMedians.Count) < FewestPairs ? "one pair of processes gives no interval"
        : null;

    private static string Has(string name, List<RunResult> results)
    {
        var measured = results.Where(result => result.NotMeasured is null).ToList();
        return measured.Count == 0
            ? $"{name} has measured nothing of it"
            : $"{name} has {List(measured, result => result.Mechanism)}; {List(measured, result => $"{result.Bytes}")} bytes; {List(measured, result => BenchmarkCase.Where(result.Placement))}; {List(measured, result => BenchmarkCase.How(result.Metric))}";
    }

    private static string List(List<RunResult> results, Func<RunResult, string> name) => string.Join(", ", results.Select(name).Distinct());
}
