using System.Globalization;

namespace Ipc.Tests.Tracing;

/// <summary>Names for numbers that differ from run to run: the same name for the same number, in the order in which they are first seen.</summary>
internal sealed class SeenNumbers
{
    private readonly Dictionary<string, string> names = [];
    private int count;

    /// <summary>The name of a number.</summary>
    /// <param name="number">The number as text.</param>
    /// <param name="kind">What it is: an address, a port.</param>
    internal string Name(string number, string kind)
    {
        if (!names.TryGetValue(number, out var name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"<{kind} {++count}>");
            names[number] = name;
        }

        return name;
    }

    /// <summary>Forgets the addresses of memory that is unmapped: whether the next mapping comes to lie there is a matter of chance.</summary>
    internal void Forget(string address, long length)
    {
        var first = Number(address);
        foreach (var known in names.Keys.Where(known => known.StartsWith("0x", StringComparison.Ordinal) && Number(known) - first is var offset && offset >= 0 && offset < length).ToList())
        {
            names.Remove(known);
        }
    }

    private static long Number(string text) => long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
