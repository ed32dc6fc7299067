namespace Course.Tests.Handouts;

/// <summary>Every page as a reader sees it: on a desk and on a phone, light and dark, and on paper, with the network off.</summary>
[Collection(HandoutCollection.Name)]
public sealed class BrowserTests(MadeHandouts made, Visits visits)
{
    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task The_console_stays_silent(HandoutSet set) =>
        await Each(set, visit => visit.Messages);

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task Nothing_is_asked_for_but_the_page_itself(HandoutSet set) =>
        await Each(set, visit => visit.Requests.Where(url => url != "data:,").Except([new Uri(visit.Path).AbsoluteUri]));

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task Every_chart_is_drawn_and_stays_within_its_figure(HandoutSet set)
    {
        var all = await Each(set, visit => [
            .. visit.Facts.Charts.Count == visit.Facts.ChartsAsked ? Array.Empty<string>() : [$"{visit.Facts.Charts.Count} of {visit.Facts.ChartsAsked} charts drawn"],
            .. visit.Facts.Charts.Where(chart => chart is not { Width: > 200, Height: > 100, Marks: > 0, Fits: true }).Select(chart => chart.ToString())]);
        Assert.Contains(all, visit => visit.Facts.Charts.Count > 0);
    }

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task Every_timeline_is_drawn(HandoutSet set)
    {
        var all = await Each(set, visit => visit.Facts.Timelines.Where(drawing => drawing is not { Width: > 200, Height: > 50, Marks: > 0 }).Select(drawing => drawing.ToString()));
        Assert.Contains(all, visit => visit.Facts.Timelines.Count > 0);
    }

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task No_page_is_wider_than_the_window_and_nothing_is_cut(HandoutSet set) =>
        await Each(set, visit => [.. visit.Facts.PageWidth > visit.Facts.WindowWidth ? [$"{visit.Facts.PageWidth} px wide"] : Array.Empty<string>(), .. visit.Facts.Cut]);

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task Every_text_stands_out_from_what_lies_behind_it(HandoutSet set)
    {
        var all = await Each(set, visit => visit.Facts.Faint);
        Assert.All(all, visit => Assert.True(visit.Facts.Texts > 10, $"{visit}: {visit.Facts.Texts} texts measured"));
    }

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task Every_link_within_the_handouts_leads_somewhere(HandoutSet set)
    {
        var all = await Each(set, visit => [
            .. visit.Facts.BrokenFragments,
            .. visit.Facts.Files.Where(file => !File.Exists(Path.Combine(Path.GetDirectoryName(visit.Path)!, Uri.UnescapeDataString(file.Split('#')[0]))))]);
        Assert.All(all, visit => Assert.NotEmpty(visit.Facts.Files));
    }

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task The_theme_button_covers_nothing(HandoutSet set) =>
        await Each(set, visit => visit.Facts.Overlapping);

    private async Task<IReadOnlyList<Visit>> Each(HandoutSet set, Func<Visit, IEnumerable<string>> faults)
    {
        var all = await visits.Of(HandoutCollection.Pages(set, made), Look.Of(set));
        HandoutCollection.RequireNone(all.SelectMany(visit => faults(visit).Distinct().Select(fault => $"{visit}: {fault}")));
        return all;
    }
}
