using System.Xml.Linq;

namespace Ipc.Notebooks;

/// <summary>Elements built in one expression.</summary>
internal static class XElementExtensions
{
    /// <summary>The element with children added.</summary>
    public static XElement With(this XElement element, params XNode[] children)
    {
        element.Add(children);
        return element;
    }

    /// <summary>The element with attributes set.</summary>
    public static XElement With(this XElement element, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
            element.SetAttributeValue(name, value);
        return element;
    }
}
