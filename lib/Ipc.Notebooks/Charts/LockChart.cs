using Ipc.Measurement.Locks;

namespace Ipc.Notebooks;

/// <summary>Charts of locks that several want at once.</summary>
internal static class LockChart
{
    private static readonly Axis s_parties = new("how many want it at once");

    /// <summary>How often each lock was taken in a second.</summary>
    public static ChartResult Speed(string title, IReadOnlyList<LockContest> contests) => Chart.Line(
        title,
        s_parties,
        Axis.Log("taken and given back", "a second"),
        [.. Lines(contests, contest => contest.PerSecond, contest => contest.Slowest, contest => contest.Fastest)]);

    /// <summary>How fairly.</summary>
    public static ChartResult Fairness(string title, IReadOnlyList<LockContest> contests) => Chart.Line(
        title,
        s_parties,
        new Axis("Jain's index"),
        [.. Lines(contests, contest => contest.Fairness, contest => Indices(contest).Min(), contest => Indices(contest).Max())]);

    private static IEnumerable<double> Indices(LockContest contest) => contest.Shares.Select(LockContest.JainsIndex);

    private static IEnumerable<Series> Lines(IReadOnlyList<LockContest> contests, Func<LockContest, double> value, Func<LockContest, double> low, Func<LockContest, double> high) => contests
        .Where(contest => contest.NotMeasured is null)
        .GroupBy(contest => contest.Between == "processes" ? contest.Lock : $"{contest.Lock} ({contest.Between})")
        .Select(same => Series.Of(same.Key, same, contest => contest.Parties, value, low, high));
}
