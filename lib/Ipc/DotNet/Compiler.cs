using System.Collections.Concurrent;
using Ipc.Children;
using Ipc.Commands;
using Ipc.Leftovers;

namespace Ipc.DotNet;

/// <summary>Compiles a C# program with the SDK's own compiler: no project, no package, no network.</summary>
internal static class Compiler
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>What was compiled already in this process, by its source. Nothing of it is on disk.</summary>
    private static readonly ConcurrentDictionary<string, byte[]> Compiled = new();

    /// <summary>The program as the bytes of an assembly; a source that was compiled before costs nothing.</summary>
    /// <exception cref="CompilationException">The source is wrong.</exception>
    /// <param name="sdk">Whose compiler.</param>
    /// <param name="source">The program.</param>
    /// <param name="libraries">Assemblies that it uses beside the framework's.</param>
    internal static byte[] Compile(DotNetSdk sdk, string source, IReadOnlyList<string> libraries)
    {
        var key = string.Join('\0', libraries.Prepend(source));
        if (Compiled.TryGetValue(key, out var known))
        {
            return known;
        }

        using var scratch = Scratch.Create("compile");
        var (program, assembly, options) = (scratch.File("program.cs"), scratch.File("program.dll"), scratch.File("options"));
        File.WriteAllText(program, source);
        File.WriteAllLines(options, sdk.References().Concat(libraries).Select(reference => $"-reference:\"{reference}\""));
        string[] words =
        [
            "exec", sdk.Compiler, "-noconfig", "-nologo", "-nostdlib", "-target:exe", "-optimize+", "-debug-", "-warn:0", "-nullable:enable", "-unsafe+",
            "-preferreduilang:en-US", $"-out:{assembly}", $"@{options}", program,
        ];
        var result = Calm(new Command(sdk.Host, words) { Deadline = Patience }).Run();
        return result.Status is ExitStatus.Exited { Code: 0 }
            ? Compiled.GetOrAdd(key, File.ReadAllBytes(assembly))
            : throw new CompilationException(CompileError.Parse(result.StandardOutput), $"{result.Command} {result.Status}: {result}");
    }

    /// <summary>The same program with one heap, and no socket for debuggers in the folder for temporary files.</summary>
    internal static Command Calm(Command command) => command
        .WithEnvironment("DOTNET_gcServer", "0")
        .WithEnvironment("DOTNET_TieredPGO", "0")
        .WithEnvironment("DOTNET_EnableDiagnostics", "0");
}
