using System.Text;

namespace Ipc.Tracing.Decoding;

/// <summary>Names of the bits of a flag word, or of the values of a field, in the order in which they are written.</summary>
/// <param name="prefix">What the kernel's headers call them together, for what has no name: "O_???".</param>
/// <param name="names">Value and name.</param>
internal sealed class FlagSet(string prefix, params (long Value, string Name)[] names)
{
    private (long Value, string Name)[] Names => names;

    /// <summary>A word of flags: names joined by |, the rest in hexadecimal; 0 where none is set and none is called 0.</summary>
    internal string Flags(long word)
    {
        var rest = word;
        var text = new StringBuilder();
        foreach (var (value, name) in names)
        {
            if (value != 0 && (rest & value) == value)
            {
                text.Append(text.Length > 0 ? "|" : "").Append(name);
                rest &= ~value;
            }
        }

        return rest != 0 ? text.Append(text.Length > 0 ? "|" : "").Append(Show.Hex(rest)).Append(text.Length == Show.Hex(rest).Length ? $" /* {prefix}_??? */" : "").ToString()
            : text.Length > 0 ? text.ToString()
            : Array.Find(names, one => one.Value == 0).Name ?? "0";
    }

    /// <summary>A number of which exactly one is meant.</summary>
    internal string Value(long word) => Find(word) ?? $"{Show.Hex(word)} /* {prefix}_??? */";

    /// <summary>The name of a value, or <c>null</c>.</summary>
    internal string? Find(long word) => Array.Find(names, one => one.Value == word).Name;

    /// <summary>The word as flags, of an int parameter.</summary>
    internal string? Flags(CallContext call, long word) => Flags((uint)word);

    /// <summary>The word as one value, of an int parameter.</summary>
    internal string? Value(CallContext call, long word) => Value((uint)word);

    /// <summary>The word as flags, of a parameter of 64 bits.</summary>
    internal string? LongFlags(CallContext call, long word) => Flags(word);

    /// <summary>These names and more behind them.</summary>
    internal FlagSet With(params (long Value, string Name)[] more) => new(prefix, [.. names, .. more]);

    /// <summary>These names and those of another set behind them.</summary>
    internal FlagSet With(FlagSet more) => With(more.Names);

    /// <summary>The same names, and another word for what has none.</summary>
    internal FlagSet Called(string other) => new(other, names);

    /// <summary>Names of consecutive numbers, beginning with 0; a dash stands for a number without a name.</summary>
    internal static FlagSet Numbered(string prefix, string list, long first = 0) =>
        new(prefix, [.. Words(list).Select((name, i) => (Value: first + i, Name: name)).Where(one => one.Name != "-")]);

    /// <summary>Names of consecutive bits, beginning with this one; a dash stands for a bit without a name.</summary>
    internal static FlagSet Bits(string prefix, string list, long first = 1) =>
        new(prefix, [.. Words(list).Select((name, i) => (Value: first << i, Name: name)).Where(one => one.Name != "-")]);

    private static string[] Words(string list) => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
