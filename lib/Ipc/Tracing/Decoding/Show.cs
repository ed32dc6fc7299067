using System.Globalization;
using System.Text;

namespace Ipc.Tracing.Decoding;

/// <summary>The decoders that many calls share: numbers, addresses, descriptors, paths, buffers.</summary>
internal static partial class Show
{
    private const int PathBytes = 4096;

    internal static string Decimal(long word) => word.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number in hexadecimal; 0 has no 0x, as C's %#x writes it.</summary>
    internal static string Hex(long word) => word == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"0x{word:x}");

    /// <summary>An address, or NULL.</summary>
    internal static string Address(CallContext call, long word) => word == 0 ? "NULL" : Hex(word);

    /// <summary>A C int.</summary>
    internal static string Int(CallContext call, long word) => ((int)word).ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of 64 bits without a sign: size_t.</summary>
    internal static string Size(CallContext call, long word) => ((ulong)word).ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of 64 bits: off_t.</summary>
    internal static string Long(CallContext call, long word) => word.ToString(CultureInfo.InvariantCulture);

    /// <summary>A C unsigned int.</summary>
    internal static string UnsignedInt(CallContext call, long word) => ((uint)word).ToString(CultureInfo.InvariantCulture);

    /// <summary>A raw word.</summary>
    internal static string Word(CallContext call, long word) => Hex(word);

    /// <summary>A C unsigned int, in hexadecimal.</summary>
    internal static string HexInt(CallContext call, long word) => Hex((uint)word);

    /// <summary>Permission bits, octal, at least three digits: 0644, 022, 000.</summary>
    internal static string Mode(CallContext call, long word) => "0" + Convert.ToString((uint)word, 8).PadLeft(2, '0');

    /// <summary>The directory at which a path begins: a descriptor, or AT_FDCWD.</summary>
    internal static string Directory(CallContext call, long word) => (int)word == -100 ? "AT_FDCWD" : Int(call, word);

    /// <summary>A user or group id; −1 leaves it as it is.</summary>
    internal static string Id(CallContext call, long word) => (int)word == -1 ? "-1" : UnsignedInt(call, word);

    /// <summary>A path: its whole text, quoted, up to the system's limit.</summary>
    internal static string Path(CallContext call, long word) =>
        word == 0 ? "NULL"
        : call.CText(word, PathBytes, out var whole) is { } bytes ? Quote(bytes, bytes.Length, !whole)
        : Hex(word);

    /// <summary>A buffer whose size is the argument of this number: what write is given.</summary>
    internal static Decoder Buffer(int sizeIndex) => (call, word) => Text(call, word, call.Words[sizeIndex]);

    /// <summary>A buffer that holds as many bytes as the call returned: what read got.</summary>
    internal static string? Received(CallContext call, long word) => Text(call, word, call.Result);

    /// <summary>So many bytes of the caller's memory, quoted and bounded.</summary>
    internal static string Text(CallContext call, long address, long count)
    {
        var bytes = call.Bytes(address, (int)Math.Clamp(count, 0, call.TextBytes));
        return address == 0 ? "NULL"
            : count == 0 ? "\"\""
            : bytes.IsEmpty && call.TextBytes > 0 ? Hex(address)
            : Quote(bytes, call.TextBytes, count > bytes.Length);
    }

    /// <summary>Bytes as a C text: as strace writes them, octal where a character has no sign.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="limit">How many are shown.</param>
    /// <param name="more">There is more than these.</param>
    internal static string Quote(ReadOnlySpan<byte> bytes, int limit, bool more)
    {
        var text = new StringBuilder("\"");
        var shown = bytes[..Math.Min(bytes.Length, limit)];
        for (var i = 0; i < shown.Length; i++)
        {
            var next = i + 1 < shown.Length ? shown[i + 1] : (byte)0;
            text.Append(shown[i] switch
            {
                (byte)'\n' => "\\n",
                (byte)'\r' => "\\r",
                (byte)'\t' => "\\t",
                (byte)'\v' => "\\v",
                (byte)'\f' => "\\f",
                (byte)'"' => "\\\"",
                (byte)'\\' => "\\\\",
                >= 32 and < 127 => ((char)shown[i]).ToString(),
                // As few digits as will do, unless the next character would be read as one.
                _ => "\\" + (next is >= (byte)'0' and <= (byte)'7' ? Convert.ToString(shown[i], 8).PadLeft(3, '0') : Convert.ToString(shown[i], 8)),
            });
        }

        return text.Append('"').Append(more || bytes.Length > limit ? "..." : "").ToString();
    }
}
