using System.Globalization;
using System.Xml.Linq;
using Ipc.ProcFs;

namespace Ipc.Notebooks;

/// <summary>Draws a tree: each row below its parent, with columns beside it, and what changed marked.</summary>
internal static class TreeDiagram
{
    private const double RowHeight = 30, Top = 30, Indent = 26, Left = 30, BoxWidth = 190, Letter = 7;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    /// <summary>The tree as HTML, with the same as a table.</summary>
    /// <param name="columns">The heads of the columns and their widths in letters.</param>
    /// <param name="rows">The rows: a parent before its children.</param>
    /// <param name="table">The same facts.</param>
    public static string Html(IReadOnlyList<(string Head, int Letters)> columns, IReadOnlyList<TreeRow> rows, TableModel table) => $"""
        <figure class="ipc-tree"><div class="ipc-scroll" tabindex="0" role="region" aria-label="Process tree, scrolls sideways">{Write(columns, rows).ToString(SaveOptions.DisableFormatting)}</div>
        <figcaption><details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(table)}</details></figcaption></figure>
        """;

    private static XElement Write(IReadOnlyList<(string Head, int Letters)> columns, IReadOnlyList<TreeRow> rows)
    {
        var deepest = rows.Select(row => row.Depth).DefaultIfEmpty().Max();
        var beside = Left + (deepest * Indent) + BoxWidth + 16;
        var changes = beside + columns.Sum(column => column.Letters * Letter);
        var width = changes + (rows.Select(row => row.What.Length).DefaultIfEmpty().Max() * Letter) + 8;
        var svg = new XElement(
            s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(Top + (rows.Count * RowHeight))}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", "Process tree"),
            new XAttribute("style", $"width:100%;min-width:{Number(Math.Min(width, 620))}px;max-width:{Number(width)}px;height:auto;display:block;font-family:system-ui,sans-serif"),
            new XElement(s_svg + "title", "Process tree"),
            new XElement(s_svg + "desc", string.Join(" ", rows.Select(row => $"{row.Title}."))));
        var x = beside;
        foreach (var (head, letters) in columns)
        {
            svg.Add(Text(x, 16, head, bold: true));
            x += letters * Letter;
        }

        for (var row = 0; row < rows.Count; row++)
            svg.Add(Row(columns, rows, row, beside, changes));
        return svg;
    }

    private static XElement Row(IReadOnlyList<(string Head, int Letters)> columns, IReadOnlyList<TreeRow> rows, int number, double beside, double changes)
    {
        var (row, y) = (rows[number], Top + (number * RowHeight));
        var x = Left + (row.Depth * Indent);
        var group = new XElement(s_svg + "g", new XAttribute("tabindex", "0"), new XElement(s_svg + "title", row.Title));
        var parent = Enumerable.Range(0, number).LastOrDefault(above => rows[above].Depth == row.Depth - 1, -1);
        if (parent >= 0)
            group.Add(Path($"M{Number(x - Indent + 12)} {Number(Top + (parent * RowHeight) + 24)}V{Number(y + 12)}H{Number(x)}"));
        group.Add(
            new XElement(
                s_svg + "rect",
                new XAttribute("x", Number(x)),
                new XAttribute("y", Number(y)),
                new XAttribute("width", Number(BoxWidth)),
                new XAttribute("height", "24"),
                new XAttribute("rx", "3"),
                new XAttribute("fill", "currentColor"),
                new XAttribute("fill-opacity", row.Change == TreeChange.Gone ? "0" : "0.08"),
                new XAttribute("stroke", Colour(row.Change)),
                new XAttribute("stroke-width", row.Change == TreeChange.None ? "1" : "2.2"),
                new XAttribute("stroke-dasharray", row.Change == TreeChange.Gone ? "4 3" : "none")),
            Text(x + 9, y + 16, row.Label, bold: true, struck: row.Change == TreeChange.Gone));
        if (row.Change != TreeChange.None)
            group.Add(Text(6, y + 17, row.Change switch { TreeChange.Appeared => "+", TreeChange.Gone => "−", _ => "~" }, bold: true), Text(changes, y + 16, row.What));
        var at = beside;
        for (var i = 0; i < row.Cells.Count; i++)
        {
            group.Add(Text(at, y + 16, row.Cells[i]));
            at += columns[i].Letters * Letter;
        }

        return group;
    }

    private static string Colour(TreeChange change) => change switch
    {
        TreeChange.Appeared => "#2e8b57",
        TreeChange.Gone => "#c02637",
        TreeChange.Changed => "#c08a1c",
        _ => "currentColor",
    };

    private static XElement Path(string path) =>
        new(s_svg + "path", new XAttribute("d", path), new XAttribute("fill", "none"), new XAttribute("stroke", "currentColor"), new XAttribute("stroke-width", "1"));

    private static XElement Text(double x, double y, string text, bool bold = false, bool struck = false) => new(
        s_svg + "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("font-size", "12"),
        new XAttribute("font-weight", bold ? "600" : "400"),
        new XAttribute("text-decoration", struck ? "line-through" : "none"),
        new XAttribute("fill", "currentColor"),
        text);

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>A row of a tree.</summary>
/// <param name="Depth">How deep it lies.</param>
/// <param name="Label">What stands in its box.</param>
/// <param name="Cells">What stands beside it, a text for each column.</param>
/// <param name="Title">All of it in words, for hover and focus.</param>
/// <param name="Change">What became of it.</param>
/// <param name="What">The same in words; empty where nothing changed.</param>
internal sealed record TreeRow(int Depth, string Label, IReadOnlyList<string> Cells, string Title, TreeChange Change = TreeChange.None, string What = "");
