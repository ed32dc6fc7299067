using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;
using Course.Notebooks;
using Ipc.Hangs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Engine;

/// <summary>One notebook's cells, run one after the other; each sees what the ones before declared. Roslyn scripting compiles them, optimised.</summary>
internal sealed partial class CSharpSession
{
    private readonly string folder;
    private readonly CellAssemblies assemblies = new();
    private readonly ConcurrentQueue<string> found = [];
    private readonly PackageReferences packages;
    private ScriptOptions options;
    private ScriptState<object?>? state;
    private readonly List<string> cells = [];
    private readonly HashSet<MetadataReference> inherited = [];
    private readonly UnobservedNames unobserved = new();
    private SyntaxNode? cell;
    private int submission, submissions;

    /// <param name="folder">Where relative paths of #r begin: the notebook's folder.</param>
    internal CSharpSession(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        packages = new PackageReferences(assemblies);
        options = ScriptSettings.Options(folder, found.Enqueue);
        DisplayedValues.Begin();
    }

    /// <summary>The C# of the cells that ran, in their order: what they declared is there for the next.</summary>
    internal IReadOnlyList<string> Cells => cells;

    /// <summary>The references and imports that the next cell has.</summary>
    internal ScriptOptions Options => options;

    /// <summary>How often a package had to be restored.</summary>
    internal int Restores => packages.Restores;

    /// <summary>The variables, each as the last cell that declared it left it.</summary>
    internal IReadOnlyList<ScriptVariable> Variables =>
        state is null ? [] : [.. state.Variables.GroupBy(variable => variable.Name).Select(same => same.Last()).OrderBy(variable => variable.Name, StringComparer.Ordinal)];

    /// <summary>Runs the C# of one cell.</summary>
    /// <param name="code">The C#.</param>
    /// <param name="output">Where streams and displays go.</param>
    /// <param name="cancelled">Ends the cell; what earlier cells declared is kept.</param>
    internal CellResult Run(string code, ICellOutput output, CancellationToken cancelled)
    {
        HangReport? hang = null;
        using var console = new CellConsole(output, cancelled);
        try
        {
            return new CellResult.Succeeded(Evaluate(code, cancelled, thread => hang = HangReport.OfThread(thread)));
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
        catch (Exception e) when (cancelled.IsCancellationRequested && IsInterrupt(e))
        {
            return Interrupted(hang, output);
        }
        catch (UnstoppableException e)
        {
            var message = $"the cell was interrupted, but {e.Message}";
            return new CellResult.Failed("Interrupted", message, [message, .. hang?.Explanation ?? []]);
        }
        catch (Exception thrown)
        {
            var e = Traceback.Unwrapped(thrown);
            if (NotObserved(e) is { } note)
            {
                return new CellResult.Succeeded(Bundles.Of(note));
            }

            if (e is Ipc.IExplained { Explanation: var explanation })
            {
                output.Display(Bundles.Of(explanation), displayId: null);
            }

            return new CellResult.Failed(e.GetType().FullName!, e.Message, Traceback.Of(e, submission));
        }
    }

    /// <summary>What stands in the place of the result where the machine does not allow the cell's experiment, or did not allow one that the cell builds on.</summary>
    /// <returns><c>null</c> where the exception has another cause.</returns>
    private Ipc.NotObserved? NotObserved(Exception exception)
    {
        if (cell is null)
        {
            return null;
        }

        var (note, lack) = (exception as Ipc.IUnobserved)?.Lack is { } own ? (own, own)
            : unobserved.UsedBy(cell) is { } used ? (used.Lack with { Missing = $"`{used.Name}` has no value, because {used.Lack.Missing}" }, used.Lack)
            : (null, null);
        if (lack is not null)
        {
            unobserved.Add(cell, Variables, lack);
        }

        return note;
    }

    /// <summary>Whether an exception is one by which interrupted code ends; a task that was waited for wraps it.</summary>
    private static bool IsInterrupt(Exception exception) =>
        exception is OperationCanceledException or ThreadInterruptedException || (exception is AggregateException many && many.InnerExceptions.All(IsInterrupt));

    /// <summary>An interrupted cell shows what its processes waited for, where it had any.</summary>
    private static CellResult.Failed Interrupted(HangReport? hang, ICellOutput output)
    {
        if (hang is { Threads.Count: > 0 })
        {
            output.Display(Bundles.Of(hang), displayId: null);
        }

        var why = hang is { Explanation.Count: > 0 } ? $": {hang.Explanation[0]}" : "";
        return new CellResult.Failed("Interrupted", $"the cell was interrupted{why}", ["the cell was interrupted", .. hang?.Explanation ?? []]);
    }

    private MimeBundle? Evaluate(string code, CancellationToken cancelled, Action<int> beforeInterrupt)
    {
        foreach (Match match in SourceDirective().Matches(code))
        {
            var source = match.Groups["source"].Value.Trim();
            packages.AddSource(source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source, folder));
        }

        code = SourceDirective().Replace(code, "");
        foreach (Match match in PackageDirective().Matches(code))
        {
            options = options.AddReferences(packages.Resolve(match.Groups["name"].Value, match.Groups["version"].Value, cancelled));
        }

        (code, var disposed) = UsingDeclarations.In(PackageDirective().Replace(code, ""));
        if (LaTeX().IsMatch(code))
        {
            options = options.AddImports(typeof(Microsoft.DotNet.Interactive.Formatting.LaTeXString).Namespace!);
        }

        cell = null;
        var script = Compile(code, cancelled);
        submission = submissions;
        cell = script.GetCompilation().SyntaxTrees.Single(tree => tree.FilePath.Length == 0).GetRoot(cancelled);
        MimeBundle? value = null;
        Exception? thrown = null;
        ScriptState<object?>? ran = null;
        var before = state;
        try
        {
            InterruptibleRun.Run(
                () =>
                {
                    var running = before is null ? script.RunAsync(null, _ => true, cancelled) : script.RunFromAsync(before, _ => true, cancelled);
                    var after = running.GetAwaiter().GetResult();
                    Volatile.Write(ref ran, after);
                    thrown = after.Exception;
                    value = thrown is null && after.ReturnValue is { } result ? Bundles.Of(result) : null;
                },
                cancelled,
                beforeInterrupt);
        }
        finally
        {
            // Not by the cell's thread: one that cannot be stopped could end while a later cell runs.
            if (Volatile.Read(ref ran) is { } after)
            {
                Keep(after, code);
            }
        }

        UsingDeclarations.Dispose(disposed.Select(name => state?.GetVariable(name)?.Value));
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        unobserved.Remove(cell);
        return value;
    }

    private void Keep(ScriptState<object?> after, string code)
    {
        state = after;
        submissions++;
        inherited.UnionWith(after.Script.Options.MetadataReferences);
        cells.Add(code);
    }

    /// <summary>Compiles before the code runs interruptibly: an abort must not reach the compiler, whose state the later cells need.</summary>
    private Script<object?> Compile(string code, CancellationToken cancelled)
    {
        var interruptible = InterruptibleLoops.In(code);
        var (script, diagnostics) = Compiled(interruptible, cancelled);
        if (interruptible != code && HasErrors(diagnostics))
        {
            // What the compiler says must be said of the cell as it was written.
            (script, diagnostics) = Compiled(code, cancelled);
        }

        if (HasErrors(diagnostics))
        {
            throw new CompilationErrorException(diagnostics[0].ToString(), diagnostics);
        }

        assemblies.Refer(script.GetCompilation().References.OfType<PortableExecutableReference>().Select(reference => reference.FilePath).OfType<string>().Concat(found));
        found.Clear();
        return script;
    }

    private (Script<object?> Script, ImmutableArray<Diagnostic> Diagnostics) Compiled(string code, CancellationToken cancelled)
    {
        // A cell has the references of those before it. To name them again in each makes a session's memory grow with the square of its cells.
        var script = state is null
            ? CSharpScript.Create<object?>(code, options, assemblyLoader: assemblies.Loader)
            : state.Script.ContinueWith<object?>(code, options.WithReferences(options.MetadataReferences.Except(inherited)));
        return (script, script.Compile(cancelled));
    }

    private static bool HasErrors(ImmutableArray<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    [GeneratedRegex(@"\bLaTeXString\b")]
    private static partial Regex LaTeX();

    [GeneratedRegex("""^[ \t]*#i[ \t]+"nuget:(?<source>[^"]+)".*$""", RegexOptions.Multiline)]
    private static partial Regex SourceDirective();

    [GeneratedRegex("""^[ \t]*#r[ \t]+"nuget:[ \t]*(?<name>[^," \t]+)[ \t]*(,[ \t]*(?<version>[^" \t]+)[ \t]*)?".*$""", RegexOptions.Multiline)]
    private static partial Regex PackageDirective();
}
