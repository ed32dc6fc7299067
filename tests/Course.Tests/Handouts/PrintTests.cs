using Microsoft.Playwright;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Course.Tests.Handouts;

/// <summary>Handouts on paper, printed by the browser from a dark window on a desk.</summary>
[Collection(HandoutCollection.Name)]
public sealed class PrintTests(MadeHandouts made, Visits visits)
{
    private static readonly Look Desk = new(1280, ColorScheme.Dark, Media.Screen);

    [Fact]
    public async Task No_code_table_or_timeline_that_fits_on_a_sheet_is_cut_by_its_end()
    {
        using var paper = await Print(Path.Combine(made.Folder, $"{SampleChapters.Paper}.html"));
        var sheets = paper.GetPages().Select(sheet => sheet.GetWords().Select(word => word.Text).ToHashSet()).ToList();
        Assert.True(sheets.Count > 5, $"{sheets.Count} sheets");
        var ends = 0;
        HandoutCollection.RequireNone(Enumerable.Range(0, SampleChapters.Blocks).SelectMany(i =>
        {
            int SheetOf(string word) => Assert.Single(Enumerable.Range(0, sheets.Count), sheet => sheets[sheet].Contains(word));
            (string First, string Last)[] parts = [($"code{i}top", $"code{i}end"), ($"table{i}top", $"table{i}end"), ($"lane{i}", $"caption{i}.")];
            ends += SheetOf(parts[0].First) == SheetOf(parts[2].Last) ? 0 : 1;
            return parts.Where(part => SheetOf(part.First) != SheetOf(part.Last)).Select(part => $"{part.First} is on sheet {SheetOf(part.First)}, {part.Last} on {SheetOf(part.Last)}");
        }));
        Assert.True(ends > 2, "no block met the end of a sheet, so nothing was tested");
    }

    [Theory]
    [InlineData(HandoutSet.Samples)]
    [InlineData(HandoutSet.Ready)]
    public async Task All_that_is_printed_is_dark_and_lies_on_the_paper(HandoutSet set)
    {
        var faults = new List<string>();
        foreach (var path in HandoutCollection.Pages(set, made))
        {
            using var paper = await Print(path);
            foreach (var sheet in paper.GetPages())
            {
                faults.AddRange(sheet.Letters.Count > 0 ? [] : [$"{Path.GetFileName(path)}, sheet {sheet.Number} of {paper.NumberOfPages} is without a word"]);
                faults.AddRange(sheet.Letters.Where(letter => !IsDark(letter) || !LiesOn(sheet, letter)).Take(3)
                    .Select(letter => $"{Path.GetFileName(path)}, sheet {sheet.Number}: \"{letter.Value}\" at {letter.BoundingBox}, {letter.Color}"));
            }
        }

        HandoutCollection.RequireNone(faults);
    }

    private static bool IsDark(Letter letter) => letter.Color.ToRGBValues() is var (red, green, blue) && (0.2126 * red) + (0.7152 * green) + (0.0722 * blue) < 0.6;

    private static bool LiesOn(Page sheet, Letter letter) => string.IsNullOrWhiteSpace(letter.Value)
        || (letter.BoundingBox.Left >= 0 && letter.BoundingBox.Right <= sheet.Width && letter.BoundingBox.Bottom >= 0 && letter.BoundingBox.Top <= sheet.Height);

    private async Task<PdfDocument> Print(string path)
    {
        var page = await visits.Open(path, Desk);
        var pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
        await page.Context.CloseAsync();
        return PdfDocument.Open(pdf);
    }
}
