using System.Collections;
using System.Globalization;
using System.Text;
using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>How the values of one column become text: one unit and one number of decimals for all of them.</summary>
/// <param name="Unit">What the head says about the unit, or empty.</param>
/// <param name="Duration">The unit of durations.</param>
/// <param name="Decimals">The decimals of fractional numbers.</param>
/// <param name="Grouped">Whether integers are quantities, with thousands set apart, rather than names such as a pid.</param>
/// <param name="Origin">The moment that moments are counted from.</param>
internal sealed record ColumnFormat(string Unit, DurationUnit Duration, int Decimals, bool Grouped, MonotonicTime Origin)
{
    /// <summary>The format that suits all values of a column.</summary>
    /// <param name="unit">The unit that the column declares, or empty.</param>
    /// <param name="values">The values.</param>
    /// <param name="origin">The earliest moment of the whole table.</param>
    /// <param name="isCount">Whether integers are quantities although they have no unit.</param>
    public static ColumnFormat For(string unit, IReadOnlyList<object?> values, MonotonicTime origin, bool isCount = false)
    {
        var durations = values.OfType<TimeSpan>().ToList();
        var isMoment = values.Any(value => value is MonotonicTime);
        var chosen = DurationUnit.Find(unit) ?? (isMoment ? DurationUnit.Microseconds : DurationUnit.For(durations));
        var shown = unit.Length > 0 ? unit : durations.Count > 0 || isMoment ? chosen.Symbol : "";
        var fractions = values.Where(value => value is double or float or decimal)
            .Select(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)).Where(double.IsFinite).ToList();
        return new ColumnFormat(shown, chosen, DecimalsFor(fractions), isCount || unit.Length > 0, origin);
    }

    /// <summary>One value as a cell.</summary>
    public Cell Format(object? value) => value switch
    {
        null => Cell.Missing,
        string text => new Cell(text),
        bool answer => new Cell(answer ? "yes" : "no"),
        TimeSpan duration => new Cell(Duration.Format(duration), IsNumber: true),
        MonotonicTime moment => new Cell(Duration.Format(moment - Origin), IsNumber: true),
        double or float or decimal => Fraction(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 => new Cell(
            ((IFormattable)value).ToString(Grouped ? "N0" : "D", CultureInfo.InvariantCulture).Replace('-', '−'), IsNumber: true),
        DateTime moment => new Cell(moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        DateTimeOffset moment => new Cell(moment.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
        ExitStatus status => new Cell(status.ToString()!),
        byte[] bytes => new Cell(Bytes(bytes)),
        IObservation observation => NestedRecord(observation),
        IEnumerable list => List(list),
        IFormattable formattable => new Cell(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => new Cell(value.ToString() ?? ""),
    };

    private static Cell NestedRecord(IObservation observation)
    {
        var table = TableReader.Record(observation, "");
        return new Cell(string.Join("; ", table.Rows.Select(row => $"{row[0].Text}: {row[1].Text}")), Nested: table);
    }

    private Cell List(IEnumerable list)
    {
        var items = list.Cast<object?>().ToList();
        if (items.Count == 0)
            return Cell.Missing;
        if (items.All(item => item is IObservation and not ExitStatus))
            return new Cell($"{items.Count} {(items.Count == 1 ? "row" : "rows")}", Nested: TableReader.List(items!, ""));
        return new Cell(string.Join(", ", items.Select(item => Format(item).Text)));
    }

    private Cell Fraction(double value) =>
        double.IsNaN(value) ? Cell.Missing
        : new Cell(value.ToString("N" + Decimals, CultureInfo.InvariantCulture).Replace('-', '−'), IsNumber: true);

    // Four significant digits for the largest value, two for the smallest as far as three decimals give them, the same for all, so that the points align.
    private static int DecimalsFor(List<double> values)
    {
        if (values.Count == 0)
            return 0;
        var most = values.Max(Math.Abs) switch
        {
            >= 1000 => 0,
            >= 100 => 1,
            >= 10 => 2,
            >= 1 => 3,
            0 => 0,
            var largest => Math.Clamp(3 - (int)Math.Floor(Math.Log10(largest)), 4, 9),
        };
        most = Math.Max(most, values.Where(value => value != 0).Select(Math.Abs).DefaultIfEmpty(10).Min() switch
        {
            >= 10 => 0,
            >= 1 => 1,
            >= 0.1 => 2,
            _ => 3,
        });
        return Enumerable.Range(0, most + 1).First(decimals =>
            decimals == most || values.All(value => Math.Round(value, decimals) == Math.Round(value, most)));
    }

    private static string Bytes(byte[] bytes)
    {
        if (bytes.Any(value => value is < 0x20 and not (byte)'\n' and not (byte)'\t' or > 0x7e))
            return Convert.ToHexStringLower(bytes);
        return "\"" + Encoding.ASCII.GetString(bytes).Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\t", "\\t") + "\"";
    }
}
