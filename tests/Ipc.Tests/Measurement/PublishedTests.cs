using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

public sealed class PublishedTests
{
    [Fact]
    public void Every_figure_has_its_source_and_where_it_can_be_found() =>
        Assert.All(Published.ProcessCreation.Concat(Published.RoundTrips), figure => Assert.True(figure is { Source.Length: > 0, Condition.Length: > 0, Unit.Length: > 0, Value: > 0, Year: > 1990 } && Uri.IsWellFormedUriString(figure.Url, UriKind.Absolute), $"{figure}"));

    [Fact]
    public void There_are_figures_of_new_processes_and_of_round_trips()
    {
        Assert.Equal(["fork", "vfork"], Published.ProcessCreation.Where(figure => figure.NewProcess == Ipc.Measurement.Creation.NewProcess.Execs).Select(figure => figure.What).Distinct());
        Assert.Contains(Published.ProcessCreation, figure => figure is { What: "fork", Mebibytes: 11.7, Unit: Published.MicrosecondsForAProcess });
        Assert.Contains(Published.RoundTrips, figure => figure.What == "pipe");
    }
}
