using System.Text.Json;

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
}
