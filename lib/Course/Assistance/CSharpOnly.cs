using System.Text;
using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Assistance;

/// <summary>Blanks out the lines of a cell that the C# compiler does not know, so that every place keeps its index.</summary>
internal static partial class CSharpOnly
{
    /// <summary>The cell with spaces in place of #! lines, of packages, and of what is in other languages.</summary>
    internal static string Of(string source) => Of(source, 0, out _);

    /// <summary>The same, and the language at a place.</summary>
    internal static string Of(string source, int at, out CellLanguage there)
    {
        var blanked = new StringBuilder(source.Length);
        var language = there = CellLanguage.CSharp;
        var stored = false;
        foreach (var line in source.Split('\n'))
        {
            if (CellPiece.DirectiveOf(line) is { } name)
            {
                stored = name == "value";
                language = CellCode.LanguageNamed(name) ?? language;
            }

            if (blanked.Length <= at)
            {
                there = language;
            }

            blanked.Append(language == CellLanguage.CSharp && !stored && !NotCSharp().IsMatch(line) ? line : new string(' ', line.Length)).Append('\n');
        }

        blanked.Length--;
        return blanked.ToString();
    }

    [GeneratedRegex("""^[ \t]*(#!|#r[ \t]+"nuget:|#i[ \t])""")]
    private static partial Regex NotCSharp();
}
