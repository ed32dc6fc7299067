using System.IO.Compression;
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
        Assert.Matches("^#r \"nuget: Course.No.Such.Package, 1.0.0\": (no source has a package of this name|a source of packages cannot be reached) \\(NU(1101|1301): ", failure.Message);
        Assert.Equal([failure.Message], failure.Traceback);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_package_comes_from_a_source_that_the_notebook_names_and_its_restore_is_one_output_that_changes_in_place()
    {
        var name = $"Course.Tests.Package{Guid.NewGuid():N}";
        Build($"{name}.dll", "namespace Greeting; public static class Hello { public static string World => \"hello\"; }");
        Pack(name);
        try
        {
            var run = new TestSession(folder.FullName).Run($"#i \"nuget: packages\"\n#r \"nuget: {name}, 1.2.3\"\nGreeting.Hello.World");
            Assert.Equal("hello", run.Text);
            var bar = Assert.Single(run.Displays);
            Assert.Contains("<progress", bar.Data["text/html"], StringComparison.Ordinal);
            Assert.All(run.Updates, update => Assert.Equal(bar.DisplayId, update.Id));
            Assert.Matches($@"^{name} 1\.2\.3: restored in [0-9.]+ s$", run.Updates[^1].Data["text/plain"]!);
        }
        finally
        {
            Directory.Delete(Path.Combine(PackageFolder, name.ToLowerInvariant()), recursive: true);
        }
    }

    [Theory]
    [InlineData("/p/packages.csproj : error NU1102: Unable to find package A with version (>= 9.0.0) [/p/packages.csproj]", "there is such a package, but not in this version (NU1102: Unable to find package A with version (>= 9.0.0))")]
    [InlineData("/p/packages.csproj : error NU1202: Package A is not compatible\n", "the package does not run on this version of .NET (NU1202: Package A is not compatible)")]
    [InlineData("/p/packages.csproj : error NU9999: new", "error NU9999: new")]
    [InlineData("killed", "killed")]
    public void What_a_restore_says_is_told_in_plain_words(string output, string expected) => Assert.Equal(expected, Course.Engine.RestoreError.Of(output, "/p"));

    [Fact]
    public void A_restore_that_takes_too_long_is_interrupted()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var failure = new TestSession(folder.FullName).RunUntil("#r \"nuget: Course.No.Such.Package\"", stop.Token).Failure;
        Assert.Equal("Interrupted", failure.Name);
    }

    private static string PackageFolder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>A package in a folder that serves as a source.</summary>
    private void Pack(string name)
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "packages"));
        using var package = ZipFile.Open(Path.Combine(folder.FullName, "packages", $"{name}.1.2.3.nupkg"), ZipArchiveMode.Create);
        package.CreateEntryFromFile(Path.Combine(folder.FullName, $"{name}.dll"), $"lib/net10.0/{name}.dll");
        using var description = new StreamWriter(package.CreateEntry($"{name}.nuspec").Open());
        description.Write($"<package><metadata><id>{name}</id><version>1.2.3</version><authors>tests</authors><description>A package of the tests.</description></metadata></package>");
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
