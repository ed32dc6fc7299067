using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Course.Engine;

/// <summary>A package that <c>#r "nuget: …"</c> asks for could not be had.</summary>
internal sealed class PackageException(string message) : Exception(message);

/// <summary>Resolves <c>#r "nuget: Name, Version"</c> with the SDK's own restore: its sources, its cache, its rules.</summary>
internal static class PackageReferences
{
    internal static IReadOnlyList<MetadataReference> Resolve(string name, string version, InteractiveAssemblyLoader loader)
    {
        var folder = Directory.CreateTempSubdirectory("course-nuget-");
        try
        {
            var wanted = version.Length > 0 ? version : "*";
            File.WriteAllText(
                Path.Combine(folder.FullName, "packages.csproj"),
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
                  <ItemGroup><PackageReference Include="{System.Security.SecurityElement.Escape(name)}" Version="{System.Security.SecurityElement.Escape(wanted)}" /></ItemGroup>
                </Project>
                """);
            Restore(folder.FullName, $"{name}, {wanted}");
            var references = new List<MetadataReference>();
            foreach (var path in RuntimeAssemblies(Path.Combine(folder.FullName, "obj", "project.assets.json")))
            {
                loader.RegisterDependency(Microsoft.CodeAnalysis.AssemblyIdentity.FromAssemblyDefinition(System.Reflection.Assembly.LoadFrom(path)), path);
                references.Add(MetadataReference.CreateFromFile(path));
            }

            return references;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Restore(string folder, string wanted)
    {
        using var restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", "--nologo", "-v", "q", folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = restore.StandardError.ReadToEndAsync();
        var text = restore.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        restore.WaitForExit();
        if (restore.ExitCode != 0)
        {
            var line = text.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? text;
            throw new PackageException($"#r \"nuget: {wanted}\": {line[(line.IndexOf("error", StringComparison.Ordinal) is var at and >= 0 ? at : 0)..].Trim()}");
        }
    }

    private static IEnumerable<string> RuntimeAssemblies(string assetsFile)
    {
        var assets = JsonNode.Parse(File.ReadAllText(assetsFile))!;
        var roots = assets["packageFolders"]!.AsObject().Select(root => root.Key).ToArray();
        foreach (var (key, library) in assets["targets"]!.AsObject().First().Value!.AsObject())
        {
            if (assets["libraries"]![key]?["path"] is not { } path || library!["runtime"] is not JsonObject runtime)
            {
                continue;
            }

            foreach (var (file, _) in runtime.Where(file => file.Key.EndsWith(".dll", StringComparison.Ordinal)))
            {
                yield return roots.Select(root => Path.Combine(root, path.GetValue<string>(), file)).First(File.Exists);
            }
        }
    }
}
