using System.Globalization;
using System.Xml.Linq;
using Ipc.ProcFs;

namespace Ipc.Notebooks;

/// <summary>Draws an address space: a bar for each file or kind of memory, as long as what is mapped, filled as far as it is in memory.</summary>
internal static class MemoryMapDiagram
{
    private const double RowHeight = 22, Top = 24, NameWidth = 190, BarWidth = 420, Width = 760, Smallest = 4096;
    private const int MostRows = 24;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The map as HTML, with the same as a table.</summary>
    public static string Html(MemoryMap map)
    {
        var regions = map.Regions();
        var more = regions.Count > MostRows ? $" {regions.Count - MostRows} more are in the table." : "";
        return $"""
            <figure class="ipc-memory"><div class="ipc-scroll" tabindex="0" role="region" aria-label="Memory, scrolls sideways">{Write(map, [.. regions.Take(MostRows)]).ToString(SaveOptions.DisableFormatting)}</div>
            <figcaption>Memory of {Notebooks.Html.Escape(map.Command)} (pid {map.Pid}): {map.Mappings.Count} mappings. The frame is what is mapped, the filling what is in memory: dark what is its own, light what other processes have, too. The scale is logarithmic.{more}
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(TableReader.List([.. regions], "", typeof(MemoryRegion)))}</details></figcaption></figure>
            """;
    }

    private static XElement Write(MemoryMap map, IReadOnlyList<MemoryRegion> regions)
    {
        var most = regions.Select(region => region.Bytes).DefaultIfEmpty(1).Max();
        double Length(long bytes) => bytes <= 0 ? 0 : BarWidth * Math.Log2(1 + (bytes / Smallest)) / Math.Log2(1 + (most / Smallest));
        var svg = new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Number(Width)} {Number(Top + (regions.Count * RowHeight))}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", $"Memory of pid {map.Pid}"),
            new XAttribute("style", "width:100%;min-width:620px;max-width:760px;height:auto;display:block;font-family:system-ui,sans-serif"),
            new XElement(s_svg + "title", $"Memory of {map.Command}, pid {map.Pid}"),
            new XElement(s_svg + "desc", map.ToString()),
            Text(0, 14, "what", "start"),
            Text(Width, 14, "in memory / mapped", "end"));
        for (var i = 0; i < regions.Count; i++)
        {
            var (region, y) = (regions[i], Top + (i * RowHeight));
            var (own, resident) = (Length(region.PrivateBytes), Length(region.ResidentBytes));
            svg.Add(new XElement(
                s_svg + "g",
                new XAttribute("tabindex", "0"),
                new XElement(s_svg + "title", $"{region.Name}: {region.Mappings} mappings, {Size(region.Bytes)} mapped, {Size(region.ResidentBytes)} in memory, {Size(region.PrivateBytes)} of that its own"),
                Text(0, y + 13, region.Name.Length <= 27 ? region.Name : region.Name[..26] + "…", "start"),
                Bar(y, resident, "#b9d9f2"),
                Bar(y, own, "#2f6ea5"),
                Bar(y, Length(region.Bytes), "none"),
                Text(Width, y + 13, $"{Size(region.ResidentBytes)} / {Size(region.Bytes)}", "end")));
        }

        return svg;
    }

    private static XElement Bar(double y, double width, string fill) => new(
        s_svg + "rect",
        new XAttribute("x", Number(NameWidth)),
        new XAttribute("y", Number(y + 2)),
        new XAttribute("width", Number(width)),
        new XAttribute("height", "14"),
        new XAttribute("fill", fill),
        new XAttribute("stroke", fill == "none" ? "currentColor" : "none"),
        new XAttribute("stroke-width", "0.8"));

    private static XElement Text(double x, double y, string text, string anchor) =>
        new(s_svg + "text", new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("font-size", "12"), new XAttribute("text-anchor", anchor), new XAttribute("fill", "currentColor"), text);

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{Number(bytes / (double)(1L << 30))} GiB",
        >= 1 << 20 => $"{Number(bytes / (double)(1 << 20))} MiB",
        _ => $"{Number(bytes / 1024.0)} KiB",
    };

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
