namespace Ipc.Notebooks;

/// <summary>Records to be shown as one table.</summary>
/// <param name="Rows">The records.</param>
/// <param name="Caption">What the table shows, or empty.</param>
public sealed record TableResult(IReadOnlyList<object> Rows, string Caption)
{
    /// <summary>The declared type of the rows: an empty table takes its heads from it.</summary>
    internal Type? RowType { get; init; }

    internal TableModel Model => TableReader.List(Rows, Caption, RowType);

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => TextTable.Write(Model);
}
