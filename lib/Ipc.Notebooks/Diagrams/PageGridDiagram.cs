using System.Globalization;
using System.Xml.Linq;
using Ipc.ProcFs;

namespace Ipc.Notebooks;

/// <summary>Page grids of two processes side by side: a square for each page, filled by how it stands to the same page of the other process.</summary>
internal static class PageGridDiagram
{
    private const int Columns = 32, Square = 9, Gap = 1, Head = 20, Between = 24, LetterWidth = 7, MostPages = 1024;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly (PageRelation Relation, string Word, string Fill)[] s_kinds =
    [
        (PageRelation.Shared, "shared", "#b9d9f2"),
        (PageRelation.Own, "its own", "#d2691e"),
        (PageRelation.NotPresent, "not present", "none"),
        (PageRelation.Swapped, "swapped", "#8a8f98"),
    ];

    /// <summary>The grids as HTML, with the same as a table.</summary>
    /// <param name="grids">Pairs of grids: two processes at one moment, then the two at the next.</param>
    /// <param name="title">What they show.</param>
    public static string Html(IReadOnlyList<PageGrid> grids, string title)
    {
        var svg = Write(grids, title).ToString(SaveOptions.DisableFormatting);
        var told = grids.Any(grid => grid.KnowsFrames)
            ? "Shared means: the same page frame in both."
            : "Which frame holds a page the kernel tells to root only; here shared means: another process maps the same frame.";
        var more = grids.Max(grid => grid.Pages.Count) > MostPages ? $" Only the first {MostPages:N0} pages are drawn." : "";
        return $"""
            <figure class="ipc-pages"><div class="ipc-scroll" tabindex="0" role="region" aria-label="Pages, scrolls sideways">{svg}</div>
            <figcaption>{Notebooks.Html.Escape(title)}. A square is a page. {told}{more}
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(Table(grids))}</details></figcaption></figure>
            """;
    }

    /// <summary>The same facts as a table: pages of each kind.</summary>
    public static TableModel Table(IReadOnlyList<PageGrid> grids) => TableReader.List([.. Pairs(grids).Select(pair => new Row(
        pair.Own.Name,
        pair.Own.Pid,
        pair.Own.Pages.Count,
        Count(pair, PageRelation.Shared),
        Count(pair, PageRelation.Own),
        Count(pair, PageRelation.NotPresent),
        Count(pair, PageRelation.Swapped)))], "", typeof(Row));

    private static XElement Write(IReadOnlyList<PageGrid> grids, string title)
    {
        var shown = Math.Min(MostPages, grids.Max(grid => grid.Pages.Count));
        var columns = Math.Min(Columns, shown);
        var width = Math.Max(columns * (Square + Gap), grids.Max(grid => Label(grid).Length) * LetterWidth) + Between;
        var height = Head + (((shown + columns - 1) / columns) * (Square + Gap)) + 16;
        var rows = (grids.Count + 1) / 2;
        var svg = new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Math.Max(2 * width, 420)} {(rows * height) + 22}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", title),
            new XAttribute("style", "width:100%;min-width:460px;max-width:760px;height:auto;display:block;font-family:system-ui,sans-serif"),
            new XElement(s_svg + "title", title),
            new XElement(s_svg + "desc", string.Join(" ", Pairs(grids).Select(Describe))));
        foreach (var (pair, i) in Pairs(grids).Select((pair, i) => (pair, i)))
            svg.Add(Grid(pair, i % 2 * width, i / 2 * height, columns, shown));
        svg.Add(Legend(rows * height, Pairs(grids).SelectMany(pair => pair.Own.RelationTo(pair.Other)).ToHashSet()));
        return svg;
    }

    private static XElement Grid((PageGrid Own, PageGrid Other) pair, int x, int y, int columns, int shown)
    {
        var relations = pair.Own.RelationTo(pair.Other);
        var group = new XElement(
            s_svg + "g",
            new XAttribute("tabindex", "0"),
            new XElement(s_svg + "title", Describe(pair)),
            Text(x, y + 13, Label(pair.Own)));
        for (var page = 0; page < Math.Min(shown, relations.Count); page++)
            group.Add(Mark(relations[page], x + (page % columns * (Square + Gap)), y + Head + (page / columns * (Square + Gap))));
        return group;
    }

    private static string Label(PageGrid grid) => grid.Name.StartsWith("pid ", StringComparison.Ordinal) ? grid.Name : $"{grid.Name} (pid {grid.Pid})";

    private static XElement Mark(PageRelation relation, double x, double y)
    {
        var square = new XElement(
            s_svg + "rect",
            new XAttribute("x", Number(x)),
            new XAttribute("y", Number(y)),
            new XAttribute("width", Square),
            new XAttribute("height", Square),
            new XAttribute("fill", s_kinds.First(kind => kind.Relation == relation).Fill),
            new XAttribute("stroke", "currentColor"),
            new XAttribute("stroke-width", relation == PageRelation.NotPresent ? "0.5" : "0.3"));

        // A dot or a stroke for those who do not see the colour.
        return relation switch
        {
            PageRelation.Own => new XElement(s_svg + "g", square, new XElement(s_svg + "circle", new XAttribute("cx", Number(x + 4.5)), new XAttribute("cy", Number(y + 4.5)), new XAttribute("r", "1.8"), new XAttribute("fill", "#fff"))),
            PageRelation.Swapped => new XElement(s_svg + "g", square, new XElement(s_svg + "path", new XAttribute("d", $"M{Number(x)} {Number(y + Square)}l{Square} -{Square}"), new XAttribute("stroke", "#fff"), new XAttribute("stroke-width", "1"))),
            _ => square,
        };
    }

    private static XElement Legend(int y, HashSet<PageRelation> seen)
    {
        var legend = new XElement(s_svg + "g");
        var x = 0;
        foreach (var (relation, word, _) in s_kinds.Where(kind => seen.Contains(kind.Relation)))
        {
            legend.Add(Mark(relation, x, y + 4), Text(x + Square + 5, y + 12, word));
            x += 34 + (word.Length * 7);
        }

        return legend;
    }

    private static string Describe((PageGrid Own, PageGrid Other) pair) =>
        $"{pair.Own.Name}, pid {pair.Own.Pid}: of {pair.Own.Pages.Count} pages {string.Join(", ", s_kinds.Select(kind => (kind.Word, Pages: Count(pair, kind.Relation))).Where(kind => kind.Pages > 0).Select(kind => $"{kind.Pages} {kind.Word}"))}.";

    private static int Count((PageGrid Own, PageGrid Other) pair, PageRelation relation) => pair.Own.RelationTo(pair.Other).Count(page => page == relation);

    /// <summary>Each grid with that of the other process at the same moment.</summary>
    private static IEnumerable<(PageGrid Own, PageGrid Other)> Pairs(IReadOnlyList<PageGrid> grids) =>
        grids.Select((grid, i) => (grid, grids[i % 2 == 0 ? Math.Min(i + 1, grids.Count - 1) : i - 1]));

    private static XElement Text(double x, double y, string text) =>
        new(s_svg + "text", new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("font-size", "12"), new XAttribute("fill", "currentColor"), text);

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Row(string Whose, int Pid, int Pages, int Shared, [property: Column("its own")] int Own, int NotPresent, int Swapped) : IObservation;
}
