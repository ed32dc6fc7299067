using System.Text;

namespace Ipc.Notebooks;

/// <summary>Writes a table as aligned plain text, for terminals and logs.</summary>
internal static class TextTable
{
    private const int Widest = 60;
    private const int LongTable = 30;
    private const int Shown = 20;

    /// <summary>The table as lines.</summary>
    public static string Write(TableModel table)
    {
        var shown = table.Rows.Count > LongTable ? Shown : table.Rows.Count;
        var rows = table.Rows.Take(shown).Select(row => row.Select(cell => OneLine(cell.Text)).ToList()).ToList();
        var widths = table.Heads.Select((head, i) => rows.Select(row => Width(row[i])).Append(Width(head)).Max()).ToList();
        var isNumeric = table.Heads.Select((_, i) => table.IsNumeric(i)).ToList();

        var text = new StringBuilder();
        if (table.Caption.Length > 0)
            text.AppendLine(table.Caption);
        if (!table.RowsHaveHeads)
        {
            Append(text, table.Heads, widths, isNumeric);
            Append(text, [.. widths.Select(width => new string('─', width))], widths, isNumeric);
        }

        foreach (var row in rows)
            Append(text, row, widths, isNumeric);
        if (table.Rows.Count == 0)
            text.AppendLine("no rows");
        if (shown < table.Rows.Count)
            text.AppendLine($"… {table.Rows.Count - shown:N0} more rows");
        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells, List<int> widths, List<bool> isNumeric)
    {
        var line = string.Join("  ", cells.Select((cell, i) =>
        {
            var space = new string(' ', Math.Max(0, widths[i] - Width(cell)));
            return isNumeric[i] ? space + cell : cell + space;
        }));
        text.AppendLine(line.TrimEnd());
    }

    private static string OneLine(string text)
    {
        var line = text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t");
        return line.Length <= Widest ? line : line[..(Widest - 1)] + "…";
    }

    // Chinese characters take two columns of a terminal.
    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xffe6 and not (>= 0xd800 and <= 0xf8ff)) ? 2 : 1);
}
