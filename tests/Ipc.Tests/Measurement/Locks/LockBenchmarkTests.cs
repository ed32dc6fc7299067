using Ipc.Measurement.Locks;

namespace Ipc.Tests.Measurement.Locks;

public sealed class LockBenchmarkTests
{
    private static readonly LockOptions Few = new() { Samples = 20, Runs = 2, Duration = TimeSpan.FromMilliseconds(20) };
    private static readonly Lazy<IReadOnlyList<LockCost>> Alone = new(() => LockBenchmark.Uncontended(Few));
    private static readonly Lazy<IReadOnlyList<LockContest>> Contests = new(() => LockBenchmark.Contended(Few));

    [Fact]
    public void Every_lock_is_timed_alone_or_says_why_not()
    {
        Assert.Equal(LockBenchmark.Names, Alone.Value.Select(cost => cost.Lock));
        Assert.All(Alone.Value.Where(cost => cost.NotMeasured is null), cost => Assert.True(cost.Samples is > 0 and <= 20 && 0 < cost.Min && cost.Min <= cost.P50 && cost.P50 <= cost.P99 && cost.P99 <= cost.Max, $"{cost}"));
        Assert.Equal("threads of one process", Assert.Single(Alone.Value, cost => cost.Between != "processes").Between);
    }

    // Locks of the kernel ask it each time; those that are built on futexes only where somebody has to sleep or to be woken.
    [Theory]
    [InlineData("flock", 2)]
    [InlineData("fcntl", 2)]
    [InlineData("OFD", 2)]
    [InlineData("System V semaphore", 2)]
    [InlineData("pthread mutex", 0)]
    [InlineData("pthread mutex, robust", 0)]
    [InlineData("POSIX semaphore", 0)]
    public void Alone_it_makes_as_many_system_calls(string name, double calls)
    {
        var cost = Alone.Value.First(cost => cost.Lock == name);
        Assert.SkipWhen(cost.SystemCalls is null, "nobody may trace here, or there is no such lock");
        Assert.Equal(calls, cost.SystemCalls);
    }

    // Contended throws where two had the lock at once.
    [Fact]
    public void Every_contest_has_a_share_for_each_and_all_shares_are_the_whole()
    {
        Assert.Equal(Few.Parties.Count * LockBenchmark.Names.Count, Contests.Value.Count);
        Assert.All(Contests.Value.Where(contest => contest.NotMeasured is null), contest =>
        {
            Assert.Equal(Few.Runs, contest.Shares.Count);
            Assert.All(contest.Shares, shares =>
            {
                Assert.Equal(contest.Parties, shares.Count);
                Assert.Equal(1, shares.Sum(), 9);
            });
            Assert.InRange(contest.Fairness, 1.0 / contest.Parties - 1e-9, 1 + 1e-9);
            Assert.True(0 <= contest.Least && contest.Least <= 1.0 / contest.Parties + 1e-9 && contest.Most >= 1.0 / contest.Parties - 1e-9 && contest.Most <= 1 + 1e-9, $"{contest}");
            Assert.True(0 < contest.Slowest && contest.Slowest <= contest.PerSecond && contest.PerSecond <= contest.Fastest, $"{contest}");
        });
    }

    [Fact]
    public void Jains_index_is_one_for_equals_and_a_part_for_one_alone()
    {
        Assert.Equal(1, LockContest.JainsIndex([3.0, 3, 3, 3]), 12);
        Assert.Equal(0.25, LockContest.JainsIndex([0.0, 7, 0, 0]), 12);
        Assert.Equal(0.9, LockContest.JainsIndex([1.0, 2]), 12);
    }

    [Fact]
    public void A_contest_of_one_is_none() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LockBenchmark.Contended(Few with { Parties = [1] }, cancelled: TestContext.Current.CancellationToken));
}
