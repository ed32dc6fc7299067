using Ipc.Measurement;
using Ipc.Measurement.Creation;

namespace Ipc.Notebooks.Tests.Charts;

public class CreationChartTests
{
    private static CreationCost Cost(string call, NewProcess does, int mebibytes, double p50, bool huge = false) =>
        new(call, does, mebibytes, huge, 0, 3 + mebibytes, 100, 3, p50 / 2, p50 - 1, p50, p50 + 1, p50 + 1) { Times = [p50 - 1, p50, p50 + 1] };

    [Fact]
    public void Each_call_is_a_line_and_published_figures_are_marked()
    {
        var chart = Chart.Creation(
            "Which?",
            [Cost("fork", NewProcess.Exits, 0, 100), Cost("fork", NewProcess.Exits, 10, 400), Cost("fork", NewProcess.Exits, 10, 90, huge: true), Cost("fork", NewProcess.Exits, 100, 0) with { NotMeasured = "no memory" }],
            Published.ProcessCreation);
        Assert.Equal(["fork", "fork, huge pages", "fork, published 2010"], chart.Figures.Rows.Select(row => row[0].Text).Distinct());
        Assert.Contains("Linux Programming Interface", chart.Caption, StringComparison.Ordinal);
        Assert.Contains("other machines", chart.Caption, StringComparison.Ordinal);
        Assert.True(chart is { X.IsLogarithmic: true, Y.IsLogarithmic: true });
        Assert.Equal(6, chart.Figures.Rows.Count);
    }

    [Fact]
    public void Where_both_are_there_a_line_says_what_the_new_process_does() =>
        Assert.Equal(["vfork, exit", "vfork, exec"], Chart.Creation("Which?", [Cost("vfork", NewProcess.Exits, 0, 30), Cost("vfork", NewProcess.Execs, 0, 500)]).Figures.Rows.Select(row => row[0].Text).Distinct());

    [Fact]
    public void What_differs_in_kind_keeps_its_colour_and_has_a_marker_of_its_own()
    {
        Assert.Equal(MechanismColour.Of("fork"), MechanismColour.Of("fork, published 2010"));
        Assert.Equal(3, new[] { "fork", "fork, huge pages", "fork, published 2010" }.Select(name => MechanismColour.StyleOf(name, 0).Symbol).Distinct().Count());
    }
}
