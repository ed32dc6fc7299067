namespace Ipc.DotNet;

/// <summary>A folder in which .NET is installed with its compiler.</summary>
/// <param name="Host">The program <c>dotnet</c>.</param>
/// <param name="Compiler">The C# compiler, a .NET program itself.</param>
/// <param name="Framework">The folder with the assemblies that programs run with, and are compiled against.</param>
internal sealed record DotNetSdk(string Host, string Compiler, string Framework)
{
    private const string FrameworkName = "Microsoft.NETCore.App";

    /// <summary>The first SDK that can compile for this runtime: that of the running process, else one that the environment or PATH leads to.</summary>
    /// <exception cref="MissingSdkException">There are only runtimes.</exception>
    internal static DotNetSdk Find() => Find(Candidates());

    /// <summary>The first SDK of some folders.</summary>
    /// <exception cref="MissingSdkException">None of them has one.</exception>
    internal static DotNetSdk Find(IEnumerable<string> roots)
    {
        var searched = roots.Where(root => File.Exists(Path.Combine(root, "dotnet"))).Distinct().ToList();
        return searched.Select(In).OfType<DotNetSdk>().FirstOrDefault() ?? throw new MissingSdkException(searched);
    }

    /// <summary>The assemblies that a program is compiled against.</summary>
    internal IEnumerable<string> References() => Directory.EnumerateFiles(Framework, "*.dll").Order(StringComparer.Ordinal);

    private static DotNetSdk? In(string root)
    {
        var compiler = Versions(Path.Combine(root, "sdk")).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).FirstOrDefault(File.Exists);
        var framework = Versions(Path.Combine(root, "shared", FrameworkName)).FirstOrDefault();
        return compiler is null || framework is null ? null : new DotNetSdk(Path.Combine(root, "dotnet"), compiler, framework);
    }

    /// <summary>The folders of the versions that are no older than this runtime: of its own major version first, and the newest of each first.</summary>
    private static IEnumerable<string> Versions(string folder) =>
        (Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        .Select(path => (Path: path, Version: Version.TryParse(Path.GetFileName(path).Split('-')[0], out var version) ? version : new Version()))
        .Where(one => one.Version.Major >= Environment.Version.Major)
        .OrderBy(one => one.Version.Major).ThenByDescending(one => one.Version)
        .Select(one => one.Path);

    private static IEnumerable<string> Candidates()
    {
        // The host says where it is to the programs that it starts; a program with a host of its own knows its framework.
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        var own = Environment.ProcessPath;
        return new[]
        {
            host is null ? null : FolderOf(host),
            Path.GetFileName(own) == "dotnet" ? FolderOf(own!) : null,
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "/", "..", "..", "..")),
            Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        }
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(folder => folder.Length > 0).Select(folder => FolderOf(Path.Combine(folder, "dotnet"))))
        .OfType<string>();
    }

    /// <summary>The folder of a file, or of what it is a link to: /usr/bin/dotnet is one.</summary>
    private static string? FolderOf(string file) =>
        File.Exists(file) ? Path.GetDirectoryName(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file) : null;
}
