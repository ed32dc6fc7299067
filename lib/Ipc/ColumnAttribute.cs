namespace Ipc;

/// <summary>Says how a property of an observation is headed in a table: its words and its unit.</summary>
/// <param name="heading">The words at the head of the column; empty takes them from the property's name.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ColumnAttribute(string heading = "") : Attribute
{
    /// <summary>The words at the head of the column, or empty for the property's own name in words.</summary>
    public string Heading { get; } = heading;

    /// <summary>The unit that every value of the column has, such as "bytes" or "µs"; empty where there is none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The integers of the column are counts, and large ones are shown with thousands set apart. Those with a unit always are; a pid never is.</summary>
    public bool IsCount { get; init; }

    /// <summary>The column is left out of tables; the value stays reachable from code.</summary>
    public bool Hidden { get; init; }
}
