namespace Ipc.Notebooks;

/// <summary>One cell of a table, as text; a list of observations within a record is a table of its own.</summary>
/// <param name="Text">What the cell says.</param>
/// <param name="IsNumber">Whether it is a number, to be aligned by its last digit.</param>
/// <param name="Nested">The table within the cell, or <c>null</c>.</param>
internal sealed record Cell(string Text, bool IsNumber = false, TableModel? Nested = null)
{
    /// <summary>A value that is not there.</summary>
    public static Cell Missing { get; } = new("–");
}
