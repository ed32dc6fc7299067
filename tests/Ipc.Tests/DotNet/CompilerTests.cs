using Ipc.DotNet;
using Ipc.Leftovers;

namespace Ipc.Tests.DotNet;

public sealed class CompilerTests
{
    [Fact]
    public void An_error_has_its_place_in_the_text_as_it_was_given()
    {
        var error = Assert.Throws<CompilationException>(() => DotNetProgram.Of("var text = \"é\";\nvar more = text + Absent;").Run());
        var only = Assert.Single(error.Errors);
        Assert.Equal(("lines", 2, 19, "CS0103"), (only.Text, only.Line, only.Column, only.Id));
        Assert.Equal("lines(2,19): CS0103: The name 'Absent' does not exist in the current context", error.Message);
    }

    [Fact]
    public void An_error_in_what_comes_before_is_told_apart()
    {
        var error = Assert.Throws<CompilationException>(() => DotNetProgram.Of("Console.WriteLine(1);", before: "int number = \"one\";").Run());
        Assert.Equal(("before", 1, 14), (error.Errors[0].Text, error.Errors[0].Line, error.Errors[0].Column));
    }

    [Fact]
    public void What_is_missing_at_the_end_is_an_error_of_the_lines()
    {
        var error = Assert.Throws<CompilationException>(() => DotNetProgram.Of("if (args.Length == 0) {").Run());
        Assert.Equal(("lines", 2, "CS1513"), (error.Errors[0].Text, error.Errors[0].Line, error.Errors[0].Id));
    }

    [Fact]
    public void A_runtime_without_SDK_is_told_what_to_install()
    {
        using var root = Scratch.Create("runtime");
        Directory.CreateDirectory(Path.Combine(root.Path, "shared", "Microsoft.NETCore.App", "10.0.0"));
        File.WriteAllText(root.File("dotnet"), "");
        var error = Assert.Throws<MissingSdkException>(() => DotNetSdk.Find([root.Path, "/no such folder"]));
        Assert.Contains(root.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("install the .NET SDK 10.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_SDK_and_the_framework_are_of_the_runtimes_own_major_version_where_there_are_several()
    {
        using var root = Scratch.Create("sdks");
        File.WriteAllText(root.File("dotnet"), "");
        var major = Environment.Version.Major;
        foreach (var version in new[] { $"{major - 1}.0.900", $"{major}.0.100", $"{major}.0.200-rc.1", $"{major + 1}.0.100" })
        {
            Directory.CreateDirectory(Path.Combine(root.Path, "shared", "Microsoft.NETCore.App", version));
            var bin = Directory.CreateDirectory(Path.Combine(root.Path, "sdk", version, "Roslyn", "bincore"));
            File.WriteAllText(Path.Combine(bin.FullName, "csc.dll"), "");
        }

        var sdk = DotNetSdk.Find([root.Path]);
        Assert.EndsWith($"/{major}.0.200-rc.1/Roslyn/bincore/csc.dll", sdk.Compiler, StringComparison.Ordinal);
        Assert.EndsWith($"/{major}.0.200-rc.1", sdk.Framework, StringComparison.Ordinal);
    }
}
