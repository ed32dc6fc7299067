using Ipc.Robustness;

namespace Ipc.Notebooks;

/// <summary>The matrix of robustness: a row for each mechanism, with what either survivor saw and the steps behind it.</summary>
internal static class RobustnessPage
{
    private static readonly IReadOnlyList<string> s_heads =
        ["writer killed: what the reader sees", "reader killed: what the writer sees", "a message cut in half", "left behind", "robust"];

    /// <summary>The matrix as HTML.</summary>
    public static string Html(RobustnessMatrix matrix)
    {
        var table = new MatrixTable(s_heads);
        foreach (var row in matrix.Rows)
        {
            table.Add(
                row.Mechanism,
                Seen(row.WriterKilled),
                Seen(row.ReaderKilled),
                MatrixTable.Mark(row.HalfMessage != HalfMessage.NotTold, Half(row.HalfMessage)),
                row.Left.Length == 0 ? MatrixTable.Mark(good: true, "nothing") : MatrixTable.Mark(good: false, row.Left),
                matrix.Best.Contains(row) ? $"<b>{Score(row)}</b>" : Score(row));
        }

        return table.ToHtml(matrix.Missing);
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
        return $"{MatrixTable.Mark(survivor.Learned, Words(survivor))}{after}<details><summary>steps</summary>{string.Concat(survivor.Steps.Select(step => $"<code>{Notebooks.Html.Escape(step)}</code>"))}</details>";
    }

    private static string Words(Survivor survivor) => survivor.After is null ? $"{survivor.Call} waits on" : $"{survivor.Call}: {survivor.Saw}";

    private static string Half(HalfMessage half) => half switch
    {
        HalfMessage.Impossible => "cannot be",
        HalfMessage.Told => "is noticed",
        _ => "nobody is told",
    };

    private static string Score(RobustnessRow row) => $"{row.Score} of {row.Criteria.Count}";
}
