namespace Ipc.Notebooks;

/// <summary>Tables with a caption. Observations show as tables by themselves; this is for those that need a title.</summary>
public static class Table
{
    /// <summary>A table of records, whatever their type, with a caption.</summary>
    /// <param name="rows">The records, one a row.</param>
    /// <param name="caption">What the table shows.</param>
    public static TableResult Of<T>(IEnumerable<T> rows, string caption = "")
        where T : notnull => new([.. rows.Cast<object>()], caption) { RowType = typeof(T) };

    /// <summary>The records as a table with a caption.</summary>
    /// <param name="rows">The records, one a row.</param>
    /// <param name="caption">What the table shows.</param>
    public static TableResult AsTable<T>(this IEnumerable<T> rows, string caption = "")
        where T : notnull => Of(rows, caption);
}
