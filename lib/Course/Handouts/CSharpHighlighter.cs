using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Course.Handouts;

/// <summary>C# as HTML, coloured by Roslyn's own classifier.</summary>
internal static class CSharpHighlighter
{
    internal static string ToHtml(string code)
    {
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "cell", "cell", LanguageNames.CSharp, parseOptions: new CSharpParseOptions(kind: SourceCodeKind.Script)));
        var document = workspace.AddDocument(DocumentInfo.Create(
            DocumentId.CreateNewId(project.Id), "cell", sourceCodeKind: SourceCodeKind.Script, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))));
        var spans = Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, code.Length)).GetAwaiter().GetResult();
        var html = new StringBuilder();
        var at = 0;
        foreach (var span in spans.Where(span => Class(span.ClassificationType) is not null).OrderBy(span => span.TextSpan.Start))
        {
            if (span.TextSpan.Start < at)
            {
                continue;
            }

            html.Append(WebUtility.HtmlEncode(code[at..span.TextSpan.Start]));
            html.Append($"<span class=\"{Class(span.ClassificationType)}\">{WebUtility.HtmlEncode(code[span.TextSpan.Start..span.TextSpan.End])}</span>");
            at = span.TextSpan.End;
        }

        return html.Append(WebUtility.HtmlEncode(code[at..])).ToString();
    }

    private static string? Class(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "k",
        ClassificationTypeNames.StringLiteral or ClassificationTypeNames.VerbatimStringLiteral or ClassificationTypeNames.StringEscapeCharacter => "s",
        ClassificationTypeNames.NumericLiteral => "n",
        ClassificationTypeNames.Comment => "c",
        ClassificationTypeNames.PreprocessorKeyword or ClassificationTypeNames.PreprocessorText => "p",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.StructName or ClassificationTypeNames.EnumName or ClassificationTypeNames.RecordClassName => "t",
        _ => null,
    };
}
