using System.Reflection;

namespace Ipc.Notebooks;

/// <summary>One property of a record as a column: how to read it and how it is headed.</summary>
/// <param name="Property">The property.</param>
/// <param name="Heading">Its words, without the unit.</param>
/// <param name="Unit">The unit of all its values, or empty.</param>
/// <param name="IsCount">Whether its integers are counts.</param>
internal sealed record Column(PropertyInfo Property, string Heading, string Unit, bool IsCount)
{
    /// <summary>The columns of a record type in the order of their declaration, those of its base first.</summary>
    public static IReadOnlyList<Column> Of(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(IsShown)
            .OrderBy(property => Depth(property.DeclaringType))
            .ThenBy(property => property.MetadataToken)
            .Select(property => (property, attribute: AttributeOf(property)))
            .Where(pair => pair.attribute is not { Hidden: true })
            .Select(pair => new Column(
                pair.property,
                pair.attribute is { Heading.Length: > 0 } named ? named.Heading : Words.Of(pair.property.Name),
                pair.attribute?.Unit ?? "",
                pair.attribute is { IsCount: true }))];

    /// <summary>The value of the property, or <c>null</c> where this record's type does not have it.</summary>
    public object? Read(object record) =>
        Property.DeclaringType!.IsInstanceOfType(record) ? Property.GetValue(record) : null;

    private static bool IsShown(PropertyInfo property) =>
        property.GetMethod is not null
        && property.GetIndexParameters().Length == 0
        && !property.PropertyType.IsByRefLike
        && !typeof(Delegate).IsAssignableFrom(property.PropertyType);

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    // On a positional parameter of a record an attribute without a target stays with the parameter.
    private static ColumnAttribute? AttributeOf(PropertyInfo property) =>
        property.GetCustomAttribute<ColumnAttribute>()
        ?? property.DeclaringType!.GetConstructors()
            .SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.Name == property.Name)
            .Select(parameter => parameter.GetCustomAttribute<ColumnAttribute>())
            .FirstOrDefault(attribute => attribute is not null);
}
