using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>What every cell starts with: the language version, the platform's assemblies, the imported namespaces.</summary>
internal static class ScriptSettings
{
    private static readonly string[] Imports =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Text", "System.Threading", "System.Threading.Tasks",
        "Course.Engine.DisplayExtensions", "Course.Engine",
    ];

    private static readonly Lazy<ScriptOptions> Common = new(() => ScriptOptions.Default
        .WithReferences(PlatformReferences())
        .AddReferences(new[] { typeof(CSharpSession), typeof(Formatter), typeof(Microsoft.AspNetCore.Html.HtmlString) }.Select(type => MetadataReferences.Of(type.Assembly.Location)))
        .WithImports(Imports)
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithOptimizationLevel(OptimizationLevel.Release)
        .WithEmitDebugInformation(true)
        .WithAllowUnsafe(true));

    /// <param name="folder">Where relative paths of #r begin.</param>
    internal static ScriptOptions Options(string folder) =>
        Common.Value.WithMetadataResolver(new MetadataReferences.Resolver(folder));

    /// <summary>A loader that gives the libraries of a notebook the host's own Formatting, to register their formatters in, and the host's laboratory.</summary>
    internal static InteractiveAssemblyLoader Loader()
    {
        var loader = new InteractiveAssemblyLoader();
        foreach (var assembly in new[] { typeof(Formatter).Assembly, typeof(Ipc.IObservation).Assembly, typeof(CSharpSession).Assembly })
        {
            loader.RegisterDependency(assembly);
        }

        return loader;
    }

    private static IEnumerable<MetadataReference> PlatformReferences() =>
        MetadataReferences.Platform
        .Where(path => path.StartsWith(RuntimeEnvironment.GetRuntimeDirectory(), StringComparison.Ordinal))
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Microsoft.CSharp.dll"))
        .Select(path => MetadataReferences.Of(path));
}
