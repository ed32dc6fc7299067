using System.Text.Json;
using Ipc.Leftovers;

namespace Ipc.Notebooks.Tests;

public class LabTests
{
    [Fact]
    public void The_first_cell_shows_the_host_line_in_three_ways()
    {
        var session = Lab.Open("01-processes");

        Assert.Equal(["application/vnd.ipc.host+json", "text/html", "text/plain"], Samples.MimeTypes(session).Order());
        Assert.Equal(session.Host, Samples.Plain(session));
        using var json = JsonDocument.Parse(LabPage.HostJson(session));
        Assert.Equal(session.Host, json.RootElement.GetProperty("line").GetString());
    }

    [Fact]
    public void The_first_cell_brings_the_style_sheet_and_plotly_once()
    {
        var html = Samples.Html(Lab.Open());

        Assert.Single(html.Split("<script data-ipc=\"plotly\">").Skip(1));
        Assert.Single(html.Split("<style data-ipc=\"style\">").Skip(1));
        Assert.InRange(html.Length, 1_000_000, 2_000_000);
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_and_told()
    {
        var left = Path.Combine(Journal.UserFolder, "left behind");
        using (Scratch.Create())
        {
            File.WriteAllText(left, "");
            File.WriteAllText(Path.Combine(Journal.UserFolder, "killed.journal"), $$$"""{"Number":1,"Object":{"Kind":"Path","Name":"{{{left}}}"}}""" + "\n");

            var session = Lab.Open();

            Assert.False(File.Exists(left));
            Assert.Equal([new KernelObject(ObjectKind.Path, left)], session.Removed);
            Assert.Contains("left behind", Samples.Plain(session), StringComparison.Ordinal);
            Assert.Contains("left behind", Samples.Html(session), StringComparison.Ordinal);
            Assert.Empty(Lab.Open().Removed);
        }
    }
}
