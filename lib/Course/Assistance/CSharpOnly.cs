using System.Text.RegularExpressions;

namespace Course.Assistance;

/// <summary>Blanks out the lines of a cell that the compiler does not know, so that every place keeps its index.</summary>
internal static partial class CSharpOnly
{
    /// <summary>The cell with spaces in place of #! lines and of packages.</summary>
    internal static string Of(string source) => NotCSharp().Replace(source, match => new string(' ', match.Length));

    [GeneratedRegex("""^[ \t]*(#!|#r[ \t]+"nuget:|#i[ \t]).*$""", RegexOptions.Multiline)]
    private static partial Regex NotCSharp();
}
