using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Engine;

/// <summary>
/// Makes a cell's loops ask at each turn whether the cell was interrupted: a loop that does nothing else ends by an ordinary exception,
/// at a place where one can be thrown. Every line stays the line that it was; columns to the right of a loop's head do not.
/// </summary>
internal static partial class InterruptibleLoops
{
    private const string Call = $"global::{nameof(Course)}.{nameof(Engine)}.{nameof(LoopTurn)}.{nameof(LoopTurn.Begin)}();";

    private static readonly CSharpParseOptions Script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Latest);

    /// <summary>The cell with the calls; as it was where it has no loop, or is no C#.</summary>
    internal static string In(string code)
    {
        if (!Candidate().IsMatch(code) || CSharpSyntaxTree.ParseText(code, Script).GetRoot() is not { ContainsDiagnostics: false } root)
        {
            return code;
        }

        var inserted = root.DescendantNodes().Select(Body).OfType<StatementSyntax>().SelectMany(body => body is BlockSyntax block
            ? new[] { (At: block.OpenBraceToken.Span.End, Text: Call) }
            : [(body.SpanStart, "{" + Call), (body.Span.End, "}")]);
        var text = new StringBuilder(code.Length);
        var copied = 0;
        foreach (var (at, addition) in inserted.OrderBy(one => one.At))
        {
            text.Append(code, copied, at - copied).Append(addition);
            copied = at;
        }

        return text.Append(code, copied, code.Length - copied).ToString();
    }

    private static StatementSyntax? Body(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };

    [GeneratedRegex(@"\b(while|do|for|foreach)\b")]
    private static partial Regex Candidate();
}
