using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace Course.Assistance;

/// <summary>
/// The cells of a session as Roslyn's editor services want them: a project each, which refers to that of the cell before.
/// A draft, the cell that somebody is writing, comes after the last.
/// </summary>
internal sealed class CellDocuments : IDisposable
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);
    private readonly AdhocWorkspace workspace = new(MefHostServices.DefaultHost);
    private readonly HashSet<MetadataReference> inherited = [];
    private ProjectId? last;

    public void Dispose() => workspace.Dispose();

    /// <summary>A cell has run: what it declared is there for the cells behind it.</summary>
    /// <param name="code">Its C#, without lines that are not C#.</param>
    /// <param name="options">The session's references and imports at that time.</param>
    internal void Add(string code, ScriptOptions options)
    {
        var (solution, document) = With(code, options);
        last = document.ProjectId;
        inherited.UnionWith(options.MetadataReferences);
        workspace.TryApplyChanges(solution);
    }

    /// <summary>The cell that is being written, as a document that the editor services can be asked about.</summary>
    /// <param name="code">Its C# so far.</param>
    /// <param name="options">The session's references and imports.</param>
    internal Document Draft(string code, ScriptOptions options)
    {
        var (solution, document) = With(code, options);
        return solution.GetDocument(document)!;
    }

    private (Solution Solution, DocumentId Document) With(string code, ScriptOptions options)
    {
        var project = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(project);
        var compilation = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: $"Cell{workspace.CurrentSolution.ProjectIds.Count}",
            usings: options.Imports,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Disable,
            metadataReferenceResolver: new DocumentedReferences.Resolver(options.MetadataResolver));
        var solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                project,
                VersionStamp.Create(),
                $"cell{workspace.CurrentSolution.ProjectIds.Count}",
                $"cell{workspace.CurrentSolution.ProjectIds.Count}",
                LanguageNames.CSharp,
                isSubmission: true,
                parseOptions: Parsing,
                compilationOptions: compilation,
                projectReferences: last is null ? [] : [new ProjectReference(last)],
                metadataReferences: References(options.MetadataReferences.Where(reference => !inherited.Contains(reference)))))
            .AddDocument(DocumentInfo.Create(
                document,
                "cell.csx",
                sourceCodeKind: SourceCodeKind.Script,
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Create()))));
        return (solution, document);
    }

    /// <summary>The platform with its documentation where the SDK is there, and all that the notebook refers to beside it.</summary>
    private IEnumerable<MetadataReference> References(IEnumerable<MetadataReference> added) =>
        DocumentedReferences.Platform.Count == 0
            ? added
            : [.. last is null ? DocumentedReferences.Platform : [], .. added.Where(reference => !IsPlatform(reference)).Select(DocumentedReferences.Of)];

    private static bool IsPlatform(MetadataReference reference) =>
        reference is PortableExecutableReference { FilePath: { } path } && path.StartsWith(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), StringComparison.Ordinal);
}
