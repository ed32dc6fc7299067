namespace Ipc.Measurement.Locks;

/// <summary>How often a lock was taken that several wanted all the time, and how fairly.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Between">Who wanted it: "processes", or "threads of one process".</param>
/// <param name="Parties">How many of them.</param>
/// <param name="Runs">How many contests there were.</param>
/// <param name="PerSecond">How often it was taken in a second by all together: the median of the contests.</param>
/// <param name="Slowest">The same, of the slowest contest.</param>
/// <param name="Fastest">The same, of the fastest contest.</param>
/// <param name="Fairness">Jain's index of how often each had it: 1 where all had it as often, one divided by their number where only one had it. The median of the contests.</param>
/// <param name="Least">The smallest part that one of them had of all, in the contest with that index.</param>
/// <param name="Most">The largest.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5166#section-2.3"/>
public sealed record LockContest(
    string Lock,
    [property: Column("wanted by")] string Between,
    [property: Column("how many")] int Parties,
    [property: Column("contests")] int Runs,
    [property: Column("taken", Unit = "a second")] double PerSecond,
    [property: Column(Hidden = true)] double Slowest,
    [property: Column(Hidden = true)] double Fastest,
    [property: Column("fairness")] double Fairness,
    [property: Column("smallest share")] double Least,
    [property: Column("largest share")] double Most) : IObservation
{
    /// <summary>The part that each of them had, of all the contests one after the other.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<IReadOnlyList<double>> Shares { get; init; } = [];

    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    /// <summary>Jain's index of some numbers: the square of their sum, divided by their squares' sum and by how many they are.</summary>
    /// <param name="counts">The numbers: none below 0, and one above.</param>
    /// <returns>From one divided by how many they are, to 1.</returns>
    public static double JainsIndex(IReadOnlyCollection<double> counts) => Math.Pow(counts.Sum(), 2) / (counts.Count * counts.Sum(count => count * count));

    internal static LockContest Without(string name, int parties, string reason) => new(name, LockBenchmark.Processes, parties, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN) { NotMeasured = reason };

    /// <summary>Puts contests together.</summary>
    /// <param name="name">The lock.</param>
    /// <param name="between">Who wanted it.</param>
    /// <param name="parties">How many.</param>
    /// <param name="contests">How often each of them had it, and how long the contest took.</param>
    internal static LockContest Of(string name, string between, int parties, IReadOnlyList<(IReadOnlyList<long> Taken, TimeSpan Time)> contests)
    {
        var speeds = contests.Select(one => one.Taken.Sum() / one.Time.TotalSeconds).ToList();
        var shares = contests.Select(one => (IReadOnlyList<double>)[.. one.Taken.Select(count => count / (double)one.Taken.Sum())]).ToList();
        var middle = shares.OrderBy(JainsIndex).ElementAt((shares.Count - 1) / 2);
        return new(name, between, parties, contests.Count, Bootstrap.Median(speeds), speeds.Min(), speeds.Max(), JainsIndex(middle), middle.Min(), middle.Max()) { Shares = shares };
    }
}
