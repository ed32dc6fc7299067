using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Tests.Engine;

public sealed class ReferenceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_library_is_found_from_the_notebooks_folder()
    {
        Build("lib/Greeting.dll", "namespace Greeting; public static class Hello { public static string World => \"hello\"; }");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "notebooks"));
        var session = new TestSession(Path.Combine(folder.FullName, "notebooks"));
        Assert.Equal("hello", session.Run("#r \"../lib/Greeting.dll\"\nusing Greeting;\nHello.World").Text);
        Assert.Equal("hello", session.Run("Hello.World").Text);
    }

    [Fact]
    public void A_library_that_is_not_there_is_named_with_line_and_column()
    {
        var failure = new TestSession(folder.FullName).Run("\n#r \"../no/such.dll\"").Failure;
        Assert.StartsWith("(2,1): error CS0006", failure.Message, StringComparison.Ordinal);
        Assert.Contains("../no/such.dll", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_named_and_the_session_goes_on()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "notes.dll"), "not an assembly");
        var session = new TestSession(folder.FullName);
        var failure = session.Run("#r \"notes.dll\"\n1").Failure;
        Assert.Equal("CompilationError", failure.Name);
        Assert.Contains("error CS0009", failure.Message, StringComparison.Ordinal);
        Assert.Contains("notes.dll", failure.Message, StringComparison.Ordinal);

        Build("notes.dll", "namespace Greeting; public static class Hello { public static string World => \"hello\"; }");
        Assert.Equal("hello", session.Run("#r \"notes.dll\"\nGreeting.Hello.World").Text);
    }

    [Fact]
    public void A_package_is_restored_once_and_then_known()
    {
        var session = new TestSession(folder.FullName);
        Assert.Equal("Tmds.LibC", session.Run("#r \"nuget: Tmds.LibC, 0.5.0\"\ntypeof(Tmds.Linux.LibC).Assembly.GetName().Name").Text);
        Assert.Equal(1, session.Restores);
        Assert.Equal("Tmds.LibC", session.Run("#r \"nuget:Tmds.LibC,0.5.0\"\ntypeof(Tmds.Linux.LibC).Assembly.GetName().Name").Text);
        Assert.Equal(1, session.Restores);
    }

    [Fact]
    public void A_package_that_does_not_exist_is_one_clear_error()
    {
        var failure = new TestSession(folder.FullName).Run("#r \"nuget: Course.No.Such.Package, 1.0.0\"\n1").Failure;
        Assert.Equal("PackageError", failure.Name);
        Assert.Matches("^#r \"nuget: Course.No.Such.Package, 1.0.0\": error NU(1101|1301): ", failure.Message);
        Assert.Equal([failure.Message], failure.Traceback);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_restore_that_takes_too_long_is_interrupted()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var failure = new TestSession(folder.FullName).RunUntil("#r \"nuget: Course.No.Such.Package\"", stop.Token).Failure;
        Assert.Equal("Interrupted", failure.Name);
    }

    private void Build(string path, string source)
    {
        var file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var built = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .Emit(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(built.Success, string.Join('\n', built.Diagnostics));
    }
}
