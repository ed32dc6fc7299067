using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Ipc.Tracing.Decoding;

/// <summary>The decoders of what lies in the caller's memory: arrays, numbers behind an address, lists of texts.</summary>
internal static partial class Show
{
    private const int ArrayLimit = 4096; // a count that a program made up is not believed further than this

    /// <summary>So many elements in a row: [a, b, …]; the address where not even the first can be read.</summary>
    /// <param name="call">The call.</param>
    /// <param name="address">Where the first lies.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="bytes">How long one is.</param>
    /// <param name="one">Shows the one at an address, or <c>null</c> where it cannot be read.</param>
    internal static string Array(CallContext call, long address, long count, int bytes, Decoder one)
    {
        if (address == 0)
        {
            return "NULL";
        }

        var texts = new List<string>();
        for (var i = 0; i < Math.Min(count, ArrayLimit); i++)
        {
            if (i >= call.TextBytes)
            {
                texts.Add("...");
                break;
            }

            if (one(call, address + (i * bytes)) is { } text)
            {
                texts.Add(text);
                continue;
            }

            if (i == 0)
            {
                return Hex(address);
            }

            texts.Add($"... /* {Hex(address + (i * bytes))} */");
            break;
        }

        return $"[{string.Join(", ", texts)}]";
    }

    /// <summary>So many ints in a row.</summary>
    internal static string Ints(CallContext call, long address, long count, Decoder? show = null) =>
        Array(call, address, count, sizeof(int), (c, at) => c.Int32(at) is { } number ? (show ?? Int)(c, number) : null);

    /// <summary>The int behind an address: [5].</summary>
    internal static string IntBehind(CallContext call, long address) => Ints(call, address, 1);

    /// <summary>The unsigned int behind an address: [5].</summary>
    internal static string UnsignedIntBehind(CallContext call, long address) => Ints(call, address, 1, UnsignedInt);

    /// <summary>The machine word behind an address, as an address.</summary>
    internal static string AddressBehind(CallContext call, long address) =>
        Array(call, address, 1, sizeof(long), (c, at) => c.Int64(at) is { } word ? Address(c, word) : null);

    /// <summary>The offset of 64 bits behind an address.</summary>
    internal static string LongBehind(CallContext call, long address) =>
        Array(call, address, 1, sizeof(long), (c, at) => c.Int64(at) is { } word ? Long(c, word) : null);

    /// <summary>A C text of any length that is shown as far as buffers are.</summary>
    internal static string CText(CallContext call, long address) =>
        address == 0 ? "NULL"
        : call.CText(address, call.TextBytes, out var whole) is { } bytes ? Quote(bytes, call.TextBytes, !whole)
        : Hex(address);

    /// <summary>A list of texts that a null pointer ends: argv.</summary>
    internal static string TextList(CallContext call, long address)
    {
        if (address == 0)
        {
            return "NULL";
        }

        var texts = new List<string>();
        for (var i = 0; i < ArrayLimit; i++)
        {
            if (call.Int64(address + (i * sizeof(long))) is not { } text)
            {
                if (i == 0)
                {
                    return Hex(address);
                }

                texts.Add($"... /* {Hex(address + (i * sizeof(long)))} */");
                break;
            }

            if (text == 0)
            {
                break;
            }

            if (i >= call.TextBytes)
            {
                texts.Add("...");
                break;
            }

            texts.Add(CText(call, text));
        }

        return $"[{string.Join(", ", texts)}]";
    }

    /// <summary>A list of texts that a null pointer ends, counted: envp.</summary>
    internal static string CountedList(CallContext call, long address)
    {
        if (address == 0)
        {
            return "NULL";
        }

        const int PieceBytes = 4096, Most = 1 << 20;
        var count = 0;
        while (count < Most)
        {
            var texts = MemoryMarshal.Cast<byte, long>(call.Bytes(address + ((long)count * sizeof(long)), PieceBytes));
            var end = texts.IndexOf(0);
            count += end >= 0 ? end : texts.Length;
            if (end >= 0)
            {
                return $"{Hex(address)} /* {Number(count)} */";
            }

            if (texts.Length < PieceBytes / sizeof(long))
            {
                break;
            }
        }

        return count == 0 ? Hex(address) : $"{Hex(address)} /* {Number(count)}, unterminated */";

        static string Number(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} var{(count == 1 ? "" : "s")}");
    }

    /// <summary>Random bytes as strace shows them: every one as \x and two digits.</summary>
    internal static string HexBytes(CallContext call, long address, long count)
    {
        var bytes = call.Bytes(address, (int)Math.Clamp(count, 0, call.TextBytes));
        if (address == 0 || (bytes.IsEmpty && count > 0 && call.TextBytes > 0))
        {
            return Address(call, address);
        }

        var text = new StringBuilder("\"");
        foreach (var one in bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
        }

        return text.Append('"').Append(count > bytes.Length ? "..." : "").ToString();
    }

    /// <summary>A bit set of CPUs or descriptors: the numbers of the bits that are set.</summary>
    internal static string BitSet(CallContext call, long address, int bits, string separator = " ")
    {
        var bytes = call.Bytes(address, (bits + 7) / 8);
        if (address == 0 || (bytes.IsEmpty && bits > 0))
        {
            return Address(call, address);
        }

        var set = new List<int>();
        for (var bit = 0; bit < Math.Min(bits, bytes.Length * 8); bit++)
        {
            if ((bytes[bit / 8] & (1 << (bit % 8))) != 0)
            {
                set.Add(bit);
            }
        }

        return $"[{string.Join(separator, set)}]";
    }
}
