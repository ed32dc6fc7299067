using System.Text;
using Ipc.Robustness;

namespace Ipc.Notebooks;

/// <summary>The matrix of robustness: a row for each mechanism, with what either survivor saw and the steps behind it.</summary>
internal static class RobustnessPage
{
    private static readonly IReadOnlyList<string> s_heads =
        ["writer killed: what the reader sees", "reader killed: what the writer sees", "a message cut in half", "left behind", "robust"];

    /// <summary>The matrix as HTML: a table where there is room, else a block for each mechanism.</summary>
    public static string Html(RobustnessMatrix matrix)
    {
        var html = new StringBuilder("<table class=\"ipc-table ipc-matrix\"><thead><tr><th scope=\"col\" style=\"text-align:left\">mechanism</th>");
        foreach (var head in s_heads)
            html.Append($"<th scope=\"col\" style=\"text-align:left\">{head}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in matrix.Rows)
        {
            html.Append($"<tr><th scope=\"row\" style=\"text-align:left\">{Escape(row.Mechanism)}</th>");
            Cell(html, 0, Seen(row.WriterKilled));
            Cell(html, 1, Seen(row.ReaderKilled));
            Cell(html, 2, Mark(row.HalfMessage != HalfMessage.NotTold, Half(row.HalfMessage)));
            Cell(html, 3, row.Left.Length == 0 ? Mark(good: true, "nothing") : Mark(good: false, row.Left));
            Cell(html, 4, $"{(matrix.Best.Contains(row) ? $"<b>{Score(row)}</b>" : Score(row))}");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        foreach (var missing in matrix.Missing)
            html.Append($"<p class=\"ipc-muted\">Not observed: {Escape(missing)}</p>");
        return html.ToString();
    }

    /// <summary>The matrix as text.</summary>
    public static string Text(RobustnessMatrix matrix)
    {
        var table = new TableModel("", ["mechanism", .. s_heads], [.. matrix.Rows.Select(row => (IReadOnlyList<Cell>)
        [
            new Cell(row.Mechanism), new Cell(Words(row.WriterKilled)), new Cell(Words(row.ReaderKilled)), new Cell(Half(row.HalfMessage)),
            new Cell(row.Left.Length == 0 ? "nothing" : row.Left), new Cell(Score(row)),
        ])]);
        return string.Join('\n', [TextTable.Write(table), .. matrix.Missing.Select(missing => $"Not observed: {missing}")]);
    }

    private static string Seen(Survivor survivor)
    {
        var after = survivor.After is { } time ? $" <span class=\"ipc-muted\">after {DurationUnit.Describe(time)}</span>" : "";
        return $"{Mark(survivor.Learned, Words(survivor))}{after}<details><summary>steps</summary>{string.Concat(survivor.Steps.Select(step => $"<code>{Escape(step)}</code>"))}</details>";
    }

    private static string Words(Survivor survivor) => survivor.After is null ? $"{survivor.Call} waits on" : $"{survivor.Call}: {survivor.Saw}";

    private static string Half(HalfMessage half) => half switch
    {
        HalfMessage.Impossible => "cannot be",
        HalfMessage.Told => "is noticed",
        _ => "nobody is told",
    };

    private static string Score(RobustnessRow row) => $"{row.Score} of {row.Criteria.Count}";

    private static string Mark(bool good, string words) =>
        $"<span class=\"{(good ? "ipc-yes" : "ipc-no")}\" aria-hidden=\"true\">{(good ? "✔" : "✘")}</span> {Escape(words)}";

    private static void Cell(StringBuilder html, int column, string content) => html.Append($"<td data-head=\"{s_heads[column]}\" style=\"text-align:left\">{content}</td>");

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
