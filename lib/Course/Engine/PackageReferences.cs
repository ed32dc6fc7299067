using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Course.Engine;

/// <summary>A package that <c>#r "nuget: …"</c> asks for could not be had.</summary>
internal sealed class PackageException(string message) : Exception(message);

/// <summary>Resolves <c>#r "nuget: Name, Version"</c> with the SDK's own restore: its sources, its cache, its rules. A session restores each package once.</summary>
internal sealed class PackageReferences(CellAssemblies assemblies)
{
    private readonly Dictionary<(string Name, string Version), IReadOnlyList<MetadataReference>> resolved = [];
    private readonly List<string> sources = [];

    /// <summary>How often a restore was run.</summary>
    internal int Restores { get; private set; }

    /// <summary>Looks for packages in another place, too: that is what <c>#i "nuget: …"</c> asks for.</summary>
    /// <param name="source">An address, or a folder.</param>
    internal void AddSource(string source) => sources.Add(source);

    /// <summary>The assemblies of a package and of all that it needs.</summary>
    /// <param name="name">The package.</param>
    /// <param name="version">Its version, or empty for the newest.</param>
    /// <param name="cancelled">Ends the restore.</param>
    /// <exception cref="PackageException">There is no such package, or its source cannot be reached.</exception>
    internal IReadOnlyList<MetadataReference> Resolve(string name, string version, CancellationToken cancelled)
    {
        if (resolved.TryGetValue((name, version), out var known))
        {
            return known;
        }

        var folder = Directory.CreateTempSubdirectory("course-nuget-");
        var wanted = version.Length > 0 ? version : "*";
        using var progress = new RestoreProgress(version.Length > 0 ? $"{name} {version}" : name);
        try
        {
            File.WriteAllText(
                Path.Combine(folder.FullName, "packages.csproj"),
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                    <SelfContained>false</SelfContained>
                    <UseAppHost>false</UseAppHost>
                    <NuGetAudit>false</NuGetAudit>
                    <RestoreAdditionalProjectSources>{SecurityElement.Escape(string.Join(';', sources))}</RestoreAdditionalProjectSources>
                  </PropertyGroup>
                  <ItemGroup><PackageReference Include="{SecurityElement.Escape(name)}" Version="{SecurityElement.Escape(wanted)}" /></ItemGroup>
                </Project>
                """);
            Restores++;
            Restore(folder.FullName, $"{name}, {wanted}", cancelled);
            var assets = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "obj", "project.assets.json")))!;
            var found = VersionIn(assets, name);
            var files = RestoredFiles(assets).ToLookup(file => file.IsNative, file => file.Path);
            foreach (var native in files[true])
            {
                assemblies.OfferNative(native);
            }

            RequireOne(name, found, files[false]);
            progress.Succeeded(found == version ? "" : found);

            // What stands for .NET Interactive's own types here is the kernel's: its packages would make their names ambiguous.
            return resolved[(name, version)] =
            [
                .. files[false].Where(path => !CellAssemblies.IsGiven(path) && assemblies.Offer(path) == path && !Path.GetFileName(path).StartsWith("Microsoft.DotNet.Interactive.", StringComparison.Ordinal))
                    .Select(path => MetadataReferences.Of(path)),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A session has one assembly of each name: another version of one that is in use cannot be had beside it.</summary>
    private void RequireOne(string name, string version, IEnumerable<string> paths)
    {
        if (paths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } path
            && assemblies.Offer(path) is var known && known != path
            && AssemblyName.GetAssemblyName(known).Version is var other && other != AssemblyName.GetAssemblyName(path).Version)
        {
            throw new PackageException($"#r \"nuget: {name}, {version}\": this session has {name} {other} already; #!reset begins one that can have another version");
        }
    }

    private static string VersionIn(JsonNode assets, string name) =>
        assets["libraries"]!.AsObject().Select(library => library.Key.Split('/')).First(library => library[0].Equals(name, StringComparison.OrdinalIgnoreCase))[1];

    private static void Restore(string folder, string wanted, CancellationToken cancelled)
    {
        using var restore = Start(folder, wanted);
        using var kill = cancelled.UnsafeRegister(_ => restore.Kill(entireProcessTree: true), null);
        var errors = restore.StandardError.ReadToEndAsync(CancellationToken.None);
        var text = restore.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        restore.WaitForExit();
        cancelled.ThrowIfCancellationRequested();
        if (restore.ExitCode != 0)
        {
            throw new PackageException($"#r \"nuget: {wanted}\": {RestoreError.Of(text, folder)}");
        }
    }

    private static Process Start(string folder, string wanted)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("dotnet", ["restore", "--nologo", "-v", "q", "-nodeReuse:false", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new PackageException($"#r \"nuget: {wanted}\": the .NET SDK that restores packages could not be started: {e.Message}");
        }
    }

    /// <summary>The assemblies and native libraries of all packages that were restored.</summary>
    private static IEnumerable<(string Path, bool IsNative)> RestoredFiles(JsonNode assets)
    {
        var roots = assets["packageFolders"]!.AsObject().Select(root => root.Key).ToArray();
        foreach (var (key, library) in assets["targets"]!.AsObject().Single(target => target.Key.EndsWith($"/{RuntimeInformation.RuntimeIdentifier}", StringComparison.Ordinal)).Value!.AsObject())
        {
            if (assets["libraries"]![key]?["path"] is not { } path)
            {
                continue;
            }

            foreach (var (kind, ending) in new[] { ("runtime", ".dll"), ("native", "") })
            {
                foreach (var (file, _) in (library![kind] as JsonObject ?? []).Where(file => file.Key.EndsWith(ending, StringComparison.Ordinal)))
                {
                    if (roots.Select(root => Path.Combine(root, path.GetValue<string>(), file)).FirstOrDefault(File.Exists) is { } found)
                    {
                        yield return (found, kind == "native");
                    }
                }
            }
        }
    }
}
