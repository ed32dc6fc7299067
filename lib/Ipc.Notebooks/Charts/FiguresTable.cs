namespace Ipc.Notebooks;

/// <summary>The figures of a chart as a table.</summary>
internal static class FiguresTable
{
    /// <summary>A table of values; columns beyond the heads are left out.</summary>
    public static TableModel Of(IReadOnlyList<string> heads, IEnumerable<object?[]> rows)
    {
        var values = rows.ToList();
        var formats = heads.Select((_, i) => ColumnFormat.For("", [.. values.Select(row => row[i])], default, isCount: true)).ToList();
        return new TableModel("", heads, [.. values.Select(row => (IReadOnlyList<Cell>)[.. heads.Select((_, i) => formats[i].Format(row[i]))])]);
    }
}
