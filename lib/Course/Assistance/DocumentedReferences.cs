using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Course.Engine;
using Microsoft.CodeAnalysis;

namespace Course.Assistance;

/// <summary>References that know their documentation: the XML file beside an assembly. The platform's own is beside the SDK's reference assemblies.</summary>
internal static class DocumentedReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Found = new(Find);

    /// <summary>The platform: the SDK's reference assemblies with their documentation, or, on a machine with a runtime only, nothing.</summary>
    internal static IReadOnlyList<MetadataReference> Platform => Found.Value;

    /// <summary>The same reference with the documentation beside its file, where there is one.</summary>
    internal static MetadataReference Of(MetadataReference reference) =>
        reference is PortableExecutableReference { FilePath: { } path } ? Of(path, reference.Properties) : reference;

    private static PortableExecutableReference Of(string path, MetadataReferenceProperties properties = default)
    {
        var xml = Path.ChangeExtension(path, ".xml");
        return MetadataReferences.Of(path, properties, File.Exists(xml) ? XmlDocumentationProvider.CreateFromFile(xml) : null);
    }

    private static IReadOnlyList<MetadataReference> Find()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.1 → …/dotnet/packs/Microsoft.NETCore.App.Ref/10.0.*/ref/net10.0
        var packs = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        var newest = Directory.Exists(packs)
            ? Directory.GetDirectories(packs)
                .Select(folder => Path.Combine(folder, "ref", $"net{Environment.Version.Major}.0"))
                .Where(Directory.Exists)
                .OrderBy(folder => folder.Length).ThenBy(folder => folder, StringComparer.Ordinal)
                .LastOrDefault()
            : null;
        return newest is null ? [] : [.. Directory.GetFiles(newest, "*.dll").Order(StringComparer.Ordinal).Select(file => Of(Path.GetFullPath(file)))];
    }

    /// <summary>Resolves #r as another resolver does, and adds the documentation.</summary>
    internal sealed class Resolver(MetadataReferenceResolver other) : MetadataReferenceResolver
    {
        public override bool ResolveMissingAssemblies => other.ResolveMissingAssemblies;

        public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
            other.ResolveMissingAssembly(definition, referenceIdentity);

        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
            [.. other.ResolveReference(reference, baseFilePath, properties).Select(Of).Cast<PortableExecutableReference>()];

        public override bool Equals(object? obj) => obj is Resolver resolver && resolver.Other.Equals(other);

        public override int GetHashCode() => other.GetHashCode();

        private MetadataReferenceResolver Other => other;
    }
}
