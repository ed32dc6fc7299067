using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Jupyter;

/// <summary>A notebook loads another version of a library than the kernel has, in a kernel's own process: the versions of a test's process are its own.</summary>
public sealed class LibraryVersionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    // All in one notebook: they must not be in each other's way, either.
    [Fact]
    public void Its_own_version_is_what_a_cell_gets()
    {
        (string Package, string Expression, string Expected, string Type, string Version)[] libraries =
        [
            ("Microsoft.CodeAnalysis.CSharp, 4.8.0", "Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(\"class A;\").GetRoot().ToString()", "class A;", "Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree", "4.8.0.0"),
            ("Markdig, 0.31.0", "Markdig.Markdown.ToHtml(\"*a*\").Trim()", "<p><em>a</em></p>", "Markdig.Markdown", "0.31.0.0"),
            ("System.CommandLine, 2.0.0", "new System.CommandLine.Option<int>(\"--x\").Name", "--x", "System.CommandLine.RootCommand", "2.0.0.0"),
            ("System.Reactive, 6.0.1", "System.Reactive.Linq.Observable.Return(42) is not null", "True", "System.Reactive.Linq.Observable", "6.0.0.0"),
            ("NetMQ, 4.0.4.5", "new NetMQ.Msg().IsInitialised", "False", "NetMQ.NetMQSocket", "4.0.4.5"),
        ];
        var cells = Run(
        [
            "display(HTML(\"before\"));",
            .. libraries.SelectMany(library => new[]
            {
                $"#r \"nuget: {library.Package}\"",
                $"({library.Expression}).ToString()",
                $"typeof({library.Type}).Assembly.GetName().Version.ToString()",
                "\"after\".Display(\"text/plain\");\nMicrosoft.DotNet.Interactive.Formatting.DisplayedValue same = display(HTML(\"shown\"));",
                $"System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(typeof({library.Type}).Assembly).Name",
            }),
        ]);
        Assert.All(libraries.Zip(cells.Skip(1).Chunk(5)), one => Assert.Equal([one.First.Expected, one.First.Version, "after, shown", "cells"], one.Second.Skip(1).Select(Text)));
    }

    [Fact]
    public void What_the_kernel_is_made_of_is_not_there_unasked() =>
        Assert.All(Run("typeof(NetMQ.NetMQSocket)", "typeof(Markdig.Markdown)", "typeof(Microsoft.CodeAnalysis.Compilation)"), cell => Assert.StartsWith("CompilationError", Text(cell), StringComparison.Ordinal));

    private IReadOnlyList<Cell> Run(params string[] sources)
    {
        var path = Path.Combine(folder.FullName, "versions.ipynb");
        new Notebook(path, [.. sources.Select((source, i) => new Cell($"c{i}", CellKind.Code, source) { Metadata = new() { ["tags"] = new System.Text.Json.Nodes.JsonArray("raises-exception") } })]).Normalise().Write(path);
        return new NotebookRunner(TimeSpan.FromMinutes(5)).Run(Notebook.Read(path), _ => { }, TestContext.Current.CancellationToken).Notebook.Cells;
    }

    private static string Text(Cell cell) => string.Join(", ", cell.Outputs.Select(output => output switch
    {
        Output.DisplayData display => display.Data["text/plain"] ?? "",
        Output.ExecuteResult result => result.Data["text/plain"] ?? "",
        Output.Error error => $"{error.Name}: {error.Value}",
        var other => other.ToString()!,
    }));
}
