using System.Globalization;
using System.Xml.Linq;
using Ipc.MemoryMaps;

namespace Ipc.Notebooks;

/// <summary>Which pages of a file are in memory, at several moments: a square for each page.</summary>
public sealed class PageCachePicture
{
    private const int Columns = 64, Square = 8, Gap = 1, Head = 18, Between = 10, MostPages = 1024;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private readonly IReadOnlyList<PageCacheView> _views;

    private PageCachePicture(IReadOnlyList<PageCacheView> views) => _views = views;

    /// <summary>The pages of one file.</summary>
    /// <param name="views">What was seen, in order: one or more.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PageCachePicture Of(IReadOnlyList<PageCacheView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        return views.Count > 0 ? new(views) : throw new ArgumentException("no view to draw", nameof(views));
    }

    /// <summary>The same facts as a text table.</summary>
    public override string ToString() => TextTable.Write(Table());

    internal string ToHtml()
    {
        var more = _views.Max(view => view.Count) > MostPages ? $" Only the first {MostPages:N0} pages are drawn." : "";
        return $"""
            <figure class="ipc-pages"><div class="ipc-scroll" tabindex="0" role="region" aria-label="Pages of the file, scrolls sideways">{Write().ToString(SaveOptions.DisableFormatting)}</div>
            <figcaption>A square is a page of the file, the first at the top left. A filled one is in memory.{more}
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(Table())}</details></figcaption></figure>
            """;
    }

    private TableModel Table() => TableReader.List([.. _views], "", typeof(PageCacheView));

    private XElement Write()
    {
        var shown = Math.Min(MostPages, _views.Max(view => view.Count));
        var band = Head + (((shown + Columns - 1) / Columns) * (Square + Gap)) + Between;
        return new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Columns * (Square + Gap)} {_views.Count * band}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", "Pages of a file in memory"),
            new XAttribute("style", "width:100%;min-width:460px;max-width:760px;height:auto;display:block;font-family:system-ui,sans-serif"),
            new XElement(s_svg + "title", "Pages of a file in memory"),
            new XElement(s_svg + "desc", string.Join(" ", _views.Select(Describe))),
            _views.Select((view, i) => Band(view, i * band)));
    }

    private static XElement Band(PageCacheView view, int y)
    {
        var group = new XElement(
            s_svg + "g",
            new XAttribute("tabindex", "0"),
            new XElement(s_svg + "title", Describe(view)),
            new XElement(s_svg + "text", new XAttribute("x", 0), new XAttribute("y", y + 12), new XAttribute("font-size", "11"), new XAttribute("fill", "currentColor"), $"{view.Moment}: {view.Resident} of {view.Count}"));
        group.Add(view.Pages.Take(MostPages).Select((isResident, page) => new XElement(
            s_svg + "rect",
            new XAttribute("x", page % Columns * (Square + Gap)),
            new XAttribute("y", y + Head + (page / Columns * (Square + Gap))),
            new XAttribute("width", Square),
            new XAttribute("height", Square),
            new XAttribute("fill", isResident ? "#d2691e" : "none"),
            new XAttribute("stroke", "currentColor"),
            new XAttribute("stroke-width", "0.4"))));
        return group;
    }

    private static string Describe(PageCacheView view) => $"{view.Moment}: {view.Resident} of {view.Count} pages are in memory.";
}
