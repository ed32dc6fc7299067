using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>Reads observations into tables: a record as its properties below each other, a list as a row each.</summary>
internal static class TableReader
{
    /// <summary>The table of a single record.</summary>
    public static TableModel Record(object record, string caption)
    {
        var properties = Column.Of(record.GetType()).Select(column => (column, value: column.Read(record))).ToList();
        var origin = Origin(properties.Select(property => property.value));
        var rows = properties.Select(property =>
        {
            var format = ColumnFormat.For(property.column.Unit, [property.value], origin, property.column.IsCount);
            return (IReadOnlyList<Cell>)[new Cell(Head(property.column.Heading, format.Unit)), format.Format(property.value)];
        });
        return new TableModel(caption, ["property", "value"], [.. rows], RowsHaveHeads: true);
    }

    /// <summary>The table of a list; rows of different types share one table, each leaves the cells that it does not have.</summary>
    public static TableModel List(IReadOnlyList<object> records, string caption, Type? declared = null)
    {
        if (records.Count > 0 && records.All(record => record is ExitStatus))
            return Statuses(records.Cast<ExitStatus>(), caption);

        var types = records.Select(record => record.GetType()).Distinct().ToList();
        if (types.Count == 0 && declared is not null)
            types.Add(declared);
        var columns = types.SelectMany(Column.Of).DistinctBy(column => (column.Property.DeclaringType, column.Property.Name)).ToList();
        var values = columns.Select(column => records.Select(column.Read).ToList()).ToList();
        var origin = Origin(values.SelectMany(column => column));
        var formats = columns.Select((column, i) => ColumnFormat.For(column.Unit, values[i], origin, column.IsCount)).ToList();

        var heads = columns.Select((column, i) => Head(column.Heading, formats[i].Unit));
        var rows = records.Select((_, row) => columns.Select((_, i) => formats[i].Format(values[i][row])));
        return types.Count < 2
            ? new TableModel(caption, [.. heads], [.. rows.Select(row => (IReadOnlyList<Cell>)[.. row])])
            : new TableModel(
                caption,
                ["kind", .. heads],
                [.. rows.Select((row, i) => (IReadOnlyList<Cell>)[new Cell(Words.Of(records[i].GetType().Name)), .. row])]);
    }

    private static TableModel Statuses(IEnumerable<ExitStatus> statuses, string caption) =>
        new(caption, ["status", "raw"], [.. statuses.Select(status =>
            (IReadOnlyList<Cell>)[new Cell(status.ToString()!), new Cell($"0x{status.Raw:x4}", IsNumber: true)])]);

    // "virtual bytes" in bytes is "virtual (bytes)".
    private static string Head(string heading, string unit)
    {
        if (unit.Length == 0)
            return heading;
        return heading.EndsWith(" " + unit, StringComparison.Ordinal) ? $"{heading[..^(unit.Length + 1)]} ({unit})" : $"{heading} ({unit})";
    }

    private static MonotonicTime Origin(IEnumerable<object?> values) => values.OfType<MonotonicTime>().DefaultIfEmpty().Min();
}
