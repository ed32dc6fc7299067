using Ipc.Robustness;

namespace Ipc.Notebooks;

/// <summary>The matrix of features: a row for each mechanism, and a mark in each column.</summary>
internal static class FeaturePage
{
    private static readonly IReadOnlyList<string> s_heads =
        ["keeps messages apart", "reader waits by itself", "between strangers", "both ways", "carries descriptors", "tells the reader of a death", "tells the writer of a death", "left when both have ended"];

    /// <summary>The matrix as HTML.</summary>
    public static string Html(FeatureMatrix matrix)
    {
        var table = new MatrixTable(s_heads);
        foreach (var row in matrix.Rows)
            table.Add(row.Mechanism, [.. Marks(row).Select(has => MatrixTable.Mark(has, Words(has))), Notebooks.Html.Escape(Left(row))]);
        return table.ToHtml(matrix.Missing);
    }

    /// <summary>The matrix as text.</summary>
    public static string Text(FeatureMatrix matrix)
    {
        var table = new TableModel("", ["mechanism", .. s_heads], [.. matrix.Rows.Select(row => (IReadOnlyList<Cell>)
        [
            new Cell(row.Mechanism), .. Marks(row).Select(has => new Cell(Words(has))), new Cell(Left(row)),
        ])]);
        return string.Join('\n', [TextTable.Write(table), .. matrix.Missing.Select(missing => $"Not observed: {missing}")]);
    }

    private static IReadOnlyList<bool> Marks(FeatureRow row) =>
        [row.KeepsMessages, row.Waits, row.ByName, row.TwoWay, row.CarriesDescriptors, row.TellsReader, row.TellsWriter];

    private static string Words(bool has) => has ? "yes" : "no";

    private static string Left(FeatureRow row) => row.Outlives.Length > 0 ? row.Outlives : "nothing";
}
