using System.Text.Json.Nodes;
using Course.Commands;
using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Jupyter;

/// <summary>A library's progress bar: one output that changes in place.</summary>
public sealed class ProgressTests(FrontEnd frontEnd) : IClassFixture<FrontEnd>
{
    private static readonly string Cell =
        $$"""
        #r "{{Repository.Root}}/lib/bin/Ipc.dll"
        #r "{{Repository.Root}}/lib/bin/Ipc.Notebooks.dll"
        using Ipc; using Ipc.Measurement; using Ipc.Notebooks;
        var cases = new[] { new BenchmarkCase("pipe", 8), new BenchmarkCase("pipe", 64) };
        Benchmark.Measure(cases, MachineLimits.Measure(), BenchmarkOptions.Quick with { Samples = 20 }, progress: new ProgressBar("cases measured")).Count
        """;

    [Fact]
    public void A_measurement_shows_one_display_and_updates_it_to_its_end()
    {
        var cell = frontEnd.Execute(Cell);
        var published = frontEnd.Published(cell);
        var shown = published.Single(message => message.Type == "display_data").Content;
        var updates = published.Where(message => message.Type == "update_display_data").Select(message => message.Content).ToList();
        Assert.Equal("cases measured: 0 of 2; now pipe, 8 bytes, one CPU, round trip", Plain(shown));
        Assert.NotEmpty(updates);
        Assert.All(updates, update => Assert.Equal((string?)shown["transient"]!["display_id"], (string?)update["transient"]!["display_id"]));
        Assert.Matches(@"^cases measured: 2, in \d+\.\d s$", Plain(updates[^1]));
        Assert.Equal("2", Plain(published.Single(message => message.Type == "execute_result").Content));
    }

    [Fact]
    public void A_saved_notebook_holds_the_last_state_only()
    {
        var collected = new CollectedOutputs();
        foreach (var message in frontEnd.Published(frontEnd.Execute(Cell)))
        {
            collected.Take(message);
        }

        var bar = Assert.Single(collected.All.OfType<Output.DisplayData>());
        Assert.Matches(@"^cases measured: 2, in ", bar.Data["text/plain"]);
        Assert.DoesNotContain("<progress", bar.Data["text/html"], StringComparison.Ordinal);
    }

    private static string? Plain(JsonObject content) => (string?)content["data"]!["text/plain"];
}
