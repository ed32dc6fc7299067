namespace Ipc.Notebooks;

/// <summary>A table as it will be shown, whatever it is written as.</summary>
/// <param name="Caption">What the table is about, or empty.</param>
/// <param name="Heads">The heads of the columns, units included.</param>
/// <param name="Rows">The cells, a list for each row, as many as there are heads.</param>
/// <param name="RowsHaveHeads">The first cell of each row heads that row: the table of a single record.</param>
internal sealed record TableModel(
    string Caption,
    IReadOnlyList<string> Heads,
    IReadOnlyList<IReadOnlyList<Cell>> Rows,
    bool RowsHaveHeads = false)
{
    /// <summary>Whether every value of a column that is there at all is a number.</summary>
    public bool IsNumeric(int column)
    {
        var present = Rows.Select(row => row[column]).Where(cell => !ReferenceEquals(cell, Cell.Missing)).ToList();
        return present.Count > 0 && present.All(cell => cell.IsNumber);
    }
}
