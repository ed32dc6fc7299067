using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Engine;

/// <summary>
/// The <c>using var</c> of a cell's top level, which C# scripting does not know. A cell is the scope of what it declares so:
/// the word is blanked out for the compiler, and what the variables hold is disposed of when the cell has ended, the last first.
/// </summary>
internal static partial class UsingDeclarations
{
    /// <summary>The cell without the words, every place as it was, and the variables that are to be disposed of.</summary>
    internal static (string Code, IReadOnlyList<string> Names) In(string code)
    {
        if (!Candidate().IsMatch(code))
        {
            return (code, []);
        }

        // As a file of a program, not as a script: there the compiler knows these declarations.
        var declarations = CSharpSyntaxTree.ParseText(code, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))
            .GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>()
            .Select(member => member.Statement).OfType<LocalDeclarationStatementSyntax>()
            .Where(declaration => declaration.UsingKeyword.IsKind(SyntaxKind.UsingKeyword))
            .ToList();
        var text = code.ToCharArray();
        foreach (var word in declarations.SelectMany(declaration => new[] { declaration.AwaitKeyword, declaration.UsingKeyword }).Where(word => !word.Span.IsEmpty))
        {
            text.AsSpan(word.SpanStart, word.Span.Length).Fill(' ');
        }

        return (new string(text), [.. declarations.SelectMany(declaration => declaration.Declaration.Variables).Select(variable => variable.Identifier.ValueText)]);
    }

    /// <summary>Disposes of what the variables hold.</summary>
    /// <param name="values">The values, in the order in which they were declared.</param>
    internal static void Dispose(IEnumerable<object?> values)
    {
        foreach (var value in values.Reverse())
        {
            switch (value)
            {
                case IAsyncDisposable later:
                    later.DisposeAsync().AsTask().GetAwaiter().GetResult();
                    break;
                case IDisposable now:
                    now.Dispose();
                    break;
            }
        }
    }

    [GeneratedRegex(@"^[ \t]*(await\s+)?using\s+[^;(={]*\s\w+\s*=", RegexOptions.Multiline)]
    private static partial Regex Candidate();
}
