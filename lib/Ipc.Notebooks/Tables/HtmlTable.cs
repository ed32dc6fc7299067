using System.Text;

namespace Ipc.Notebooks;

/// <summary>Writes a table as HTML. It reads well without the style sheet: what alignment needs stands in the cells.</summary>
internal static class HtmlTable
{
    private const int LongText = 120;

    // From this length on a text gets the room of a few words, so that a narrow window does not stack them one by one.
    private const int SeveralWords = 24;
    private const int LongTable = 30;
    private const int Shown = 20;
    private const int MostRows = 500;

    /// <summary>The table as an HTML fragment.</summary>
    public static string Write(TableModel table)
    {
        var html = new StringBuilder();
        html.Append("<div class=\"ipc-scroll\" style=\"overflow-x:auto\">");
        var head = table.Rows.Count > LongTable ? table.Rows.Take(Shown).ToList() : table.Rows;
        Write(html, table, table.Caption, head);
        if (head.Count < table.Rows.Count)
        {
            // A page stays readable, and small, by ending here; the values stay reachable from code.
            var last = Math.Min(MostRows, table.Rows.Count);
            html.Append($"<details class=\"ipc-rest\"><summary>{table.Rows.Count - Shown:N0} more rows</summary>");
            Write(html, table, $"rows {Shown + 1} to {last}", [.. table.Rows.Take(last).Skip(Shown)]);
            if (last < table.Rows.Count)
                html.Append($"<p class=\"ipc-muted\">{table.Rows.Count - last:N0} further rows are not written out.</p>");
            html.Append("</details>");
        }

        return html.Append("</div>").ToString();
    }

    private static void Write(StringBuilder html, TableModel table, string caption, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        html.Append("<table class=\"ipc-table\">");
        if (caption.Length > 0)
            html.Append($"<caption>{Html.Escape(caption)}</caption>");
        html.Append("<thead><tr>");
        var isNumeric = table.Heads.Select((_, i) => table.IsNumeric(i) && !table.RowsHaveHeads).ToList();
        for (var i = 0; i < table.Heads.Count; i++)
            html.Append($"<th scope=\"col\"{Alignment(isNumeric[i])}>{Html.Escape(table.Heads[i])}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < row.Count; i++)
                Write(html, row[i], isNumeric[i], isHead: table.RowsHaveHeads && i == 0);
            html.Append("</tr>");
        }

        if (rows.Count == 0)
            html.Append($"<tr><td colspan=\"{Math.Max(1, table.Heads.Count)}\">no rows</td></tr>");
        html.Append("</tbody></table>");
    }

    private static void Write(StringBuilder html, Cell cell, bool isNumber, bool isHead)
    {
        var tag = isHead ? "th" : "td";
        html.Append(isHead ? "<th scope=\"row\" style=\"text-align:left\">" : $"<td{(cell.Text.Length > SeveralWords && !isNumber ? " class=\"ipc-words\"" : "")}{Alignment(isNumber)}>");
        html.Append(cell switch
        {
            { Nested: { } nested } when nested.Rows.Count > 3 => $"<details><summary>{Html.Escape(Short(cell.Text))}</summary>{Write(nested)}</details>",
            { Nested: { } nested } => Write(nested),
            { Text.Length: > LongText } => $"<details><summary>{Html.Escape(Short(cell.Text))}</summary><div class=\"ipc-long\">{Html.Escape(cell.Text)}</div></details>",
            _ => Html.Escape(cell.Text),
        });
        html.Append($"</{tag}>");
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60].ReplaceLineEndings(" ") + "…";

    private static string Alignment(bool isNumber) =>
        isNumber ? " class=\"ipc-number\" style=\"text-align:right;font-variant-numeric:tabular-nums\"" : " style=\"text-align:left\"";
}
