using Ipc.Measurement.Locks;

namespace Ipc.Notebooks.Tests.Charts;

public class LockChartTests
{
    private static readonly LockContest[] s_contests =
    [
        new("flock", "processes", 2, 2, 1000, 900, 1100, 0.9, 0.4, 0.6) { Shares = [[0.4, 0.6], [0.5, 0.5]] },
        new("flock", "processes", 4, 1, 800, 800, 800, 0.25, 0, 1) { Shares = [[0, 0, 1, 0]] },
        new(".NET Lock", "threads of one process", 2, 1, 5000, 5000, 5000, 1, 0.5, 0.5) { Shares = [[0.5, 0.5]] },
        new("OFD", "processes", 2, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN) { NotMeasured = "EINVAL" },
    ];

    [Fact]
    public void Each_lock_is_a_line_and_threads_are_told()
    {
        var chart = Chart.LockSpeed("How fast?", s_contests);
        Assert.Equal(["flock", ".NET Lock (threads of one process)"], chart.Figures.Rows.Select(row => row[0].Text).Distinct());
        Assert.True(chart.Y.IsLogarithmic);
    }

    [Fact]
    public void Fairness_is_drawn_with_the_spread_of_the_contests()
    {
        var rows = Chart.LockFairness("How fair?", s_contests).Figures.Rows;
        Assert.Equal(3, rows.Count);
        Assert.Equal("1", rows[0][4].Text.TrimEnd('0').TrimEnd('.'));
    }
}
