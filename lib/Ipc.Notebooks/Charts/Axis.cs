namespace Ipc.Notebooks;

/// <summary>An axis of a chart. A string is an axis too: "message size (bytes)".</summary>
/// <param name="Title">What is measured.</param>
/// <param name="Unit">Its unit, such as "bytes" or "µs"; empty where the title has it or there is none.</param>
/// <param name="IsLogarithmic">Whether each step multiplies rather than adds.</param>
public sealed record Axis(string Title, string Unit = "", bool IsLogarithmic = false)
{
    /// <summary>An axis on which each step multiplies: for sizes that double and for times of very different length.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="unit">Its unit, or empty.</param>
    public static Axis Log(string title, string unit = "") => new(title, unit, IsLogarithmic: true);

    /// <summary>A linear axis with a title; a unit in brackets at its end is taken as the unit.</summary>
    /// <param name="title">The title, such as "throughput (MiB/s)".</param>
    public static implicit operator Axis(string title) => FromString(title);

    /// <summary>A linear axis with a title; a unit in brackets at its end is taken as the unit.</summary>
    /// <param name="title">The title, such as "throughput (MiB/s)".</param>
    public static Axis FromString(string title)
    {
        var open = title.LastIndexOf(" (", StringComparison.Ordinal);
        return open > 0 && title.EndsWith(')') ? new Axis(title[..open], title[(open + 2)..^1]) : new Axis(title);
    }

    /// <summary>The title with the unit.</summary>
    public override string ToString() => Unit.Length > 0 ? $"{Title} ({Unit})" : Title;

    internal Axis OrLog(bool isLogarithmic) => isLogarithmic ? this with { IsLogarithmic = true } : this;
}
