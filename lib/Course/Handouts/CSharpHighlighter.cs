using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Course.Handouts;

/// <summary>Takes C# apart into what Roslyn's own classifier tells apart.</summary>
internal static class CSharpHighlighter
{
    /// <summary>The code in pieces, each with the class that colours it, or null.</summary>
    internal static IEnumerable<(string Text, string? Class)> Pieces(string code)
    {
        var at = 0;
        foreach (var span in Classify(code).Where(span => Class(span.ClassificationType) is not null).OrderBy(span => span.TextSpan.Start))
        {
            if (span.TextSpan.Start < at)
            {
                continue;
            }

            yield return (code[at..span.TextSpan.Start], null);
            yield return (code[span.TextSpan.Start..span.TextSpan.End], Class(span.ClassificationType));
            at = span.TextSpan.End;
        }

        yield return (code[at..], null);
    }

    private static IEnumerable<ClassifiedSpan> Classify(string code)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "cell", "cell", LanguageNames.CSharp, parseOptions: new CSharpParseOptions(kind: SourceCodeKind.Script)));
        var document = workspace.AddDocument(DocumentInfo.Create(
            DocumentId.CreateNewId(project.Id), "cell", sourceCodeKind: SourceCodeKind.Script, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))));
        return Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, code.Length)).GetAwaiter().GetResult();
    }

    private static string? Class(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "k",
        ClassificationTypeNames.StringLiteral or ClassificationTypeNames.VerbatimStringLiteral or ClassificationTypeNames.StringEscapeCharacter => "s",
        ClassificationTypeNames.NumericLiteral => "n",
        ClassificationTypeNames.Comment => "c",
        ClassificationTypeNames.PreprocessorKeyword or ClassificationTypeNames.PreprocessorText => "p",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.StructName or ClassificationTypeNames.EnumName or ClassificationTypeNames.InterfaceName
            or ClassificationTypeNames.DelegateName or ClassificationTypeNames.RecordClassName or ClassificationTypeNames.RecordStructName => "t",
        _ => null,
    };
}
