using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Assistance;

/// <summary>Whether a text can be run, needs more lines, or is wrong whatever follows.</summary>
internal static class Completeness
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The protocol's word for a text, and, where it is incomplete, the indent of its next line.</summary>
    internal static (string Status, string Indent) Of(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(CSharpOnly.Of(source), Script);
        // A string that ends with its line can be ended by no other line.
        return tree.GetDiagnostics().Any(diagnostic => diagnostic.Id is "CS1010" or "CS1012") ? ("invalid", "")
            : !SyntaxFactory.IsCompleteSubmission(tree) ? ("incomplete", Indent(tree))
            : tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? ("invalid", "")
            : ("complete", "");
    }

    /// <summary>Four spaces for each brace that is open at the end.</summary>
    private static string Indent(SyntaxTree tree)
    {
        var depth = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken => 1,
                SyntaxKind.CloseBraceToken => -1,
                _ => 0,
            };
        }

        return new string(' ', 4 * Math.Max(depth, 0));
    }
}
