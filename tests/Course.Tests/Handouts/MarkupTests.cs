using AngleSharp.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace Course.Tests.Handouts;

/// <summary>Every page as HTML.</summary>
[Collection(HandoutCollection.Name)]
public sealed class MarkupTests(MadeHandouts made)
{
    private const int MostBytes = 2_000_000;
    private const string Named = "[aria-label]:not([aria-label='']), [aria-hidden='true'], :has(> title)";

    [Fact]
    public void A_failed_chapter_gives_exit_code_1_and_a_page_that_says_where_it_failed()
    {
        Assert.Equal(1, made.Run.ExitCode);
        Assert.Contains("02-failing.ipynb, cell 3: System.TimeoutException: not expected", made.Run.Error, StringComparison.Ordinal);
        var page = Parse(Path.Combine(made.Folder, "02-failing.html"));
        Assert.Contains("02-failing.ipynb, cell 3: System.TimeoutException: not expected", page.QuerySelector("main > [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("not expected", page.QuerySelector(".cell.failed .error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("did not finish", Parse(Path.Combine(made.Folder, "index.html")).QuerySelector("li:has([href='02-failing.html'])")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void A_strict_parser_finds_no_error(HandoutSet set) => Each(set, path =>
    {
        var errors = new List<string>();
        var parser = new HtmlParser();
        parser.Error += (_, error) => errors.Add($"{((HtmlErrorEvent)error).Position}: {((HtmlErrorEvent)error).Message}");
        parser.ParseDocument(File.ReadAllText(path));
        return errors;
    });

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void Each_page_has_a_language_a_title_and_one_first_heading(HandoutSet set) => Each(set, path =>
    {
        var page = Parse(path);
        return
        [
            .. page.DocumentElement.GetAttribute("lang") == "en" ? Array.Empty<string>() : ["no lang"],
            .. string.IsNullOrWhiteSpace(page.Title) ? ["no title"] : Array.Empty<string>(),
            .. page.QuerySelectorAll("h1").Length == 1 ? Array.Empty<string>() : [$"{page.QuerySelectorAll("h1").Length} h1"],
        ];
    });

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void Heading_levels_have_no_gaps(HandoutSet set) => Each(set, path =>
    {
        var levels = Parse(path).QuerySelectorAll("h1,h2,h3,h4,h5,h6").Select(heading => (Level: heading.LocalName[1] - '0', heading.TextContent)).ToList();
        return levels.Zip(levels.Skip(1)).Where(pair => pair.Second.Level > pair.First.Level + 1).Select(pair => $"h{pair.Second.Level} after h{pair.First.Level}: {pair.Second.TextContent}");
    });

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void Every_picture_says_what_it_shows(HandoutSet set) => Each(set, path => Parse(path)
        .QuerySelectorAll("img:not([alt]), img[alt=''], svg, [role=img]")
        .Where(picture => picture.LocalName == "img" || !picture.Matches(Named))
        .Select(picture => picture.OuterHtml[..Math.Min(200, picture.OuterHtml.Length)]));

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void No_id_is_given_twice(HandoutSet set) => Each(set, path => Parse(path)
        .QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1 || string.IsNullOrWhiteSpace(group.Key)).Select(group => $"id {group.Key} {group.Count()} times"));

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void Nothing_is_fetched_when_the_page_loads(HandoutSet set) => Each(set, path => Parse(path)
        .QuerySelectorAll("[src], link[href], [srcset], [poster], object[data], image, use")
        .Where(element => new[] { "src", "href", "srcset", "poster", "data", "xlink:href" }.Select(element.GetAttribute).Any(address => address is not null && !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith('#')))
        .Select(element => element.OuterHtml[..Math.Min(200, element.OuterHtml.Length)]));

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public void No_page_is_larger_than_2_MB(HandoutSet set) => Each(set, path =>
        new FileInfo(path).Length is > MostBytes and var bytes ? [$"{bytes} bytes"] : []);

    private void Each(HandoutSet set, Func<string, IEnumerable<string>> faults) =>
        HandoutCollection.RequireNone(HandoutCollection.Pages(set, made).SelectMany(path => faults(path).Select(fault => $"{Path.GetFileName(path)}: {fault}")));

    private static IDocument Parse(string path) => new HtmlParser().ParseDocument(File.ReadAllText(path));
}
