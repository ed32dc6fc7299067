using System.Globalization;
using System.Text;
using Ipc.Native;

namespace Ipc.Children.CSource;

/// <summary>Numbers and bytes as C writes them.</summary>
internal static class CText
{
    private const int LineBytes = 70, LongestCharacter = 3;

    /// <summary>Bytes as a string literal.</summary>
    internal static string Quote(ReadOnlySpan<byte> bytes)
    {
        var literal = new StringBuilder("\"");
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) != System.Buffers.OperationStatus.Done || Rune.IsControl(rune))
            {
                literal.Append(bytes[0] switch
                {
                    (byte)'\n' => "\\n",
                    (byte)'\t' => "\\t",
                    (byte)'\r' => "\\r",
                    var other => $"\\{Convert.ToString(other, 8).PadLeft(3, '0')}",
                });
                bytes = bytes[1..];
                continue;
            }

            literal.Append(rune.Value is '"' or '\\' || (rune.Value == '?' && literal[^1] == '?') ? "\\" : "").Append(rune.ToString());
            bytes = bytes[length..];
        }

        return literal.Append('"').ToString();
    }

    /// <summary>Bytes as string literals on as many lines as they need, broken behind a line's end where there is one.</summary>
    internal static string QuoteInLines(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= LineBytes)
        {
            return Quote(bytes);
        }

        var lines = new StringBuilder();
        while (bytes.Length > LineBytes)
        {
            var end = bytes[..LineBytes].LastIndexOf((byte)'\n') is var newline and > 0 ? newline + 1 : LineBytes;

            // Not in the middle of a character; bytes that are none may be parted anywhere.
            var within = end;
            while (within > end - LongestCharacter && (bytes[within] & 0xc0) == 0x80)
            {
                within--;
            }

            end = (bytes[within] & 0xc0) == 0x80 ? end : within;
            lines.Append('\n').Append(Quote(bytes[..end]));
            bytes = bytes[end..];
        }

        return lines.Append('\n').Append(Quote(bytes)).ToString();
    }

    /// <summary>A byte as a character, or as a number where it is none.</summary>
    internal static string Character(byte one) => one is >= (byte)' ' and < 127 and not (byte)'\'' and not (byte)'\\' ? $"'{(char)one}'" : one.ToString(CultureInfo.InvariantCulture);

    internal static string Quote(string text) => Quote(Encoding.UTF8.GetBytes(text));

    internal static string Number(long number) =>
        number is > int.MaxValue or < int.MinValue ? $"{number.ToString(CultureInfo.InvariantCulture)}L" : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A signal by its macro.</summary>
    internal static string Signal(long number) =>
        Enum.IsDefined((Signal)number) && number != 0 ? ((Signal)number).ToString()
        : number > 34 ? $"SIGRTMIN + {number - 34}"
        : number == 34 ? "SIGRTMIN"
        : Number(number);

    /// <summary>The flags of open, with its access mode.</summary>
    internal static string OpenFlags(long flags)
    {
        string[] access = ["O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"];
        var others = Native.OpenFlags.Names((int)flags);
        return others == "none" ? access[flags & 3] : Spaced($"{access[flags & 3]}|{others}");
    }

    /// <summary>Flags with spaces around each bar.</summary>
    internal static string Spaced(string flags) => flags.Replace("|", " | ", StringComparison.Ordinal);
}
