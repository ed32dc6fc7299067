using System.Globalization;

namespace Ipc.Notebooks;

/// <summary>The unit that all durations of one column are shown in, with as many decimals as the 100 ns steps of a TimeSpan deserve.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Seconds">Its length in seconds.</param>
/// <param name="Decimals">The digits after the point.</param>
internal sealed record DurationUnit(string Symbol, double Seconds, int Decimals)
{
    /// <summary>Nanoseconds.</summary>
    public static DurationUnit Nanoseconds { get; } = new("ns", 1e-9, 0);

    /// <summary>Microseconds.</summary>
    public static DurationUnit Microseconds { get; } = new("µs", 1e-6, 1);

    /// <summary>Milliseconds.</summary>
    public static DurationUnit Milliseconds { get; } = new("ms", 1e-3, 3);

    /// <summary>Seconds.</summary>
    public static DurationUnit WholeSeconds { get; } = new("s", 1, 3);

    /// <summary>The unit with a symbol, or <c>null</c>.</summary>
    public static DurationUnit? Find(string symbol) => symbol switch
    {
        "ns" => Nanoseconds,
        "µs" or "μs" or "us" => Microseconds,
        "ms" => Milliseconds,
        "s" => WholeSeconds,
        _ => null,
    };

    /// <summary>The unit in which the median of some durations reads best.</summary>
    public static DurationUnit For(IEnumerable<TimeSpan> durations)
    {
        var sorted = durations.Select(duration => Math.Abs(duration.TotalSeconds)).Where(seconds => seconds > 0).Order().ToList();
        return sorted.Count == 0 ? Microseconds
            : sorted[sorted.Count / 2] switch
            {
                < 1e-3 => Microseconds,
                < 1 => Milliseconds,
                _ => WholeSeconds,
            };
    }

    /// <summary>A duration in this unit, without the symbol.</summary>
    public string Format(TimeSpan duration) =>
        (duration.TotalSeconds / Seconds).ToString("N" + Decimals, CultureInfo.InvariantCulture);

    /// <summary>One duration by itself, in the unit that suits it, with the symbol.</summary>
    public static string Describe(TimeSpan duration)
    {
        var unit = For([duration]);
        var value = duration.TotalSeconds / unit.Seconds;
        var decimals = Math.Min(unit.Decimals, Math.Abs(value) switch { >= 100 => 1, >= 10 => 2, _ => 3 });
        return value.ToString(decimals == 0 ? "#,0" : "#,0." + new string('#', decimals), CultureInfo.InvariantCulture) + " " + unit.Symbol;
    }
}
