using System.Buffers.Binary;
using System.Text;

namespace Ipc.Zombies;

/// <summary>Which compiler a program file says that it was compiled with: the .comment section of an ELF file.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/elf.5.html"/>
internal static class CompilerOf
{
    // Offsets of elf(5) for 64-bit files: in the file header, and in a section header.
    private const int SectionHeaders = 0x28, SectionHeaderBytes = 0x3a, SectionCount = 0x3c, NamesIndex = 0x3e;
    private const int Name = 0x00, Offset = 0x18, Length = 0x20;

    /// <summary>The compiler's own words: clang's where it took part, otherwise the first that there are; <c>null</c> where the file does not tell.</summary>
    /// <param name="path">A program file.</param>
    internal static string? File(string path)
    {
        var comments = Comment(System.IO.File.ReadAllBytes(path)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return comments.FirstOrDefault(IsClang) ?? comments.FirstOrDefault();
    }

    /// <summary>Whether a compiler's words are those of clang, the C and C++ compiler of LLVM.</summary>
    internal static bool IsClang(string? words) => words?.Contains("clang", StringComparison.OrdinalIgnoreCase) ?? false;

    private static string Comment(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("\x7f"u8 + "ELF"u8) || file[4] != 2 || file[5] != 1)
        {
            return "";
        }

        var headers = (int)BinaryPrimitives.ReadInt64LittleEndian(file[SectionHeaders..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(file[SectionHeaderBytes..]);
        var names = Section(file, headers + (size * BinaryPrimitives.ReadUInt16LittleEndian(file[NamesIndex..])));
        for (var i = 0; i < BinaryPrimitives.ReadUInt16LittleEndian(file[SectionCount..]); i++)
        {
            var header = headers + (i * size);
            if (names[BinaryPrimitives.ReadInt32LittleEndian(file[(header + Name)..])..].StartsWith(".comment\0"u8))
            {
                return Encoding.UTF8.GetString(Section(file, header));
            }
        }

        return "";
    }

    private static ReadOnlySpan<byte> Section(ReadOnlySpan<byte> file, int header) => file.Slice(
        (int)BinaryPrimitives.ReadInt64LittleEndian(file[(header + Offset)..]),
        (int)BinaryPrimitives.ReadInt64LittleEndian(file[(header + Length)..]));
}
