using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>What every cell starts with: the language version, the platform's assemblies, the imported namespaces.</summary>
internal static class ScriptSettings
{
    private static readonly string[] Imports =
    [
        "System", "System.Collections", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks",
        "Course.Engine.DisplayExtensions", "Course.Engine", "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Kernel",
    ];

    private static readonly Lazy<ScriptOptions> Common = new(() => ScriptOptions.Default
        .WithReferences(PlatformReferences())
        .AddReferences(new[] { typeof(CSharpSession), typeof(Formatter), typeof(Microsoft.AspNetCore.Html.HtmlString) }.Select(type => MetadataReferences.Of(type.Assembly.Location)))
        .WithImports(Imports)
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithEmitDebugInformation(true)
        .WithAllowUnsafe(true));

    /// <summary>The version of C# that cells are written in, such as 14.0.</summary>
    internal static string Language { get; } = LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString();

    /// <param name="folder">Where relative paths of #r and #load begin.</param>
    /// <param name="found">Told of every file that a reference itself refers to.</param>
    internal static ScriptOptions Options(string folder, Action<string> found) =>
        Common.Value
            .WithMetadataResolver(new MetadataReferences.Resolver(folder, found))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(Path.GetFullPath(folder)));

    private static IEnumerable<MetadataReference> PlatformReferences() =>
        MetadataReferences.Platform
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll"))
        .Select(path => MetadataReferences.Of(path));
}
