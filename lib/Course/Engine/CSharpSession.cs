using System.Text.RegularExpressions;
using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Course.Engine;

/// <summary>One notebook's cells, run one after the other; each sees what the ones before declared. Roslyn scripting compiles them, optimised.</summary>
internal sealed partial class CSharpSession
{
    private static readonly string[] Imports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks",
        "Course.Engine.DisplayExtensions", "Course.Engine",
    ];

    private readonly InteractiveAssemblyLoader loader = new();
    private readonly string folder;
    private ScriptOptions options;
    private ScriptState<object?>? state;

    /// <param name="folder">Where relative paths of #r begin: the notebook's folder.</param>
    internal CSharpSession(string folder)
    {
        this.folder = folder;

        // The libraries that a notebook loads register their formatters in the host's own Formatting, and share its laboratory.
        foreach (var assembly in new[] { typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly, typeof(Ipc.IObservation).Assembly, typeof(CSharpSession).Assembly })
        {
            loader.RegisterDependency(assembly);
        }

        options = ScriptOptions.Default
            .WithReferences(PlatformReferences())
            .AddReferences(typeof(CSharpSession).Assembly, typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly, typeof(Microsoft.AspNetCore.Html.HtmlString).Assembly)
            .WithImports(Imports)
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder));
    }

    /// <summary>Runs one cell.</summary>
    /// <param name="source">The cell's text, its language line included.</param>
    /// <param name="output">Where streams and displays go.</param>
    /// <param name="cancelled">Ends the cell; the variables are kept.</param>
    internal CellResult Run(string source, ICellOutput output, CancellationToken cancelled)
    {
        var cell = CellCode.Parse(source);
        if (cell.Language != CellLanguage.CSharp)
        {
            output.Display(OtherLanguages.Show(cell), displayId: null);
            return new CellResult.Succeeded(null);
        }

        using var console = new CellConsole(output);
        try
        {
            var value = Evaluate(cell.Text, cancelled);
            return new CellResult.Succeeded(value is null ? null : Bundles.Of(value));
        }
        catch (CompilationErrorException e)
        {
            string[] lines = [.. e.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];
            return new CellResult.Failed("CompilationError", lines.FirstOrDefault() ?? e.Message, lines);
        }
        catch (PackageException e)
        {
            return new CellResult.Failed("PackageError", e.Message, [e.Message]);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            return new CellResult.Failed("Interrupted", "the cell was interrupted", ["the cell was interrupted"]);
        }
        catch (Exception e)
        {
            return new CellResult.Failed(e.GetType().FullName!, e.Message, Traceback(e));
        }
    }

    /// <summary>Whether more lines could make this text complete.</summary>
    internal static bool IsIncomplete(string source) =>
        !SyntaxFactory.IsCompleteSubmission(CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(kind: SourceCodeKind.Script)));

    /// <summary>The exception as text, its stack up to the cell and no further.</summary>
    internal static IReadOnlyList<string> Traceback(Exception exception)
    {
        var lines = exception.ToString().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var cell = lines.FindLastIndex(line => line.Contains("Submission#", StringComparison.Ordinal));
        if (cell >= 0)
        {
            lines.RemoveRange(cell + 1, lines.Count - cell - 1);
        }

        return [.. lines.Where(line => !line.Contains("Microsoft.CodeAnalysis.Scripting", StringComparison.Ordinal)).Select(Readable)];
    }

    private static string Readable(string line) => SubmissionFrame().Replace(line, "at the cell");

    private object? Evaluate(string code, CancellationToken cancelled)
    {
        foreach (Match match in PackageDirective().Matches(code))
        {
            options = options.AddReferences(PackageReferences.Resolve(match.Groups["name"].Value, match.Groups["version"].Value, loader));
        }

        code = PackageDirective().Replace(code, "");
        object? value = null;
        Exception? thrown = null;
        RunAbortable(
            () =>
            {
                try
                {
                    var next = state is null
                        ? CSharpScript.Create<object?>(code, options, assemblyLoader: loader).RunAsync(catchException: _ => true, cancellationToken: cancelled)
                        : state.ContinueWithAsync<object?>(code, options, catchException: _ => true, cancellationToken: cancelled);
                    state = next.GetAwaiter().GetResult();
                    value = state.ReturnValue;
                    thrown = state.Exception;
                }
                catch (Exception e) when (e is CompilationErrorException or OperationCanceledException)
                {
                    thrown = e;
                }
            },
            cancelled);
        if (thrown is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
        }

        return value;
    }

#pragma warning disable SYSLIB0046 // the one way to end a cell that loops without end and keep its variables
    private static void RunAbortable(Action action, CancellationToken cancelled) => System.Runtime.ControlledExecution.Run(action, cancelled);
#pragma warning restore SYSLIB0046

    private static IEnumerable<MetadataReference> PlatformReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => path.StartsWith(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), StringComparison.Ordinal))
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex("""^[ \t]*#r[ \t]+"nuget:[ \t]*(?<name>[^," \t]+)[ \t]*(,[ \t]*(?<version>[^" \t]+)[ \t]*)?".*$""", RegexOptions.Multiline)]
    private static partial Regex PackageDirective();

    [GeneratedRegex(@"at Submission#\d+\.<<Initialize>>d__\d+\.MoveNext\(\)")]
    private static partial Regex SubmissionFrame();
}
