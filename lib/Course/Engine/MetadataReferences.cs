using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Engine;

/// <summary>
/// The assemblies that cells refer to. Of each file the metadata alone is read, once a process:
/// what Roslyn reads by itself is the whole file, again for every reference, and each page of that is one more for every fork to copy.
/// </summary>
internal static class MetadataReferences
{
    private static readonly ConcurrentDictionary<(string Path, DateTime Written, long Length), AssemblyMetadata> Read = [];

    private static readonly Dictionary<string, string> PlatformFiles =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(file => file.StartsWith(RuntimeEnvironment.GetRuntimeDirectory(), StringComparison.Ordinal))
        .DistinctBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);

    /// <summary>The files of the platform.</summary>
    internal static IEnumerable<string> Platform => PlatformFiles.Values;

    /// <summary>A reference to an assembly's file; one that was written anew since is read anew.</summary>
    /// <param name="path">The file.</param>
    /// <param name="properties">Aliases, if it has any.</param>
    /// <param name="documentation">Where the documentation of its members is, if anywhere.</param>
    /// <returns>The reference. Where the file cannot be read, or is no assembly, the compiler says so, with its name, as soon as it wants it: CS0009.</returns>
    internal static PortableExecutableReference Of(string path, MetadataReferenceProperties properties = default, DocumentationProvider? documentation = null)
    {
        var file = new FileInfo(path);
        try
        {
            return Read
                .GetOrAdd((file.FullName, file.LastWriteTimeUtc, file.Exists ? file.Length : 0), static key => ReadMetadata(key.Path))
                .GetReference(documentation, properties.Aliases, properties.EmbedInteropTypes, file.FullName);
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return new Unreadable(file.FullName, e as BadImageFormatException ?? (Exception)new IOException(e.Message, e));
        }
    }

    private static AssemblyMetadata ReadMetadata(string path)
    {
        if (KernelMetadata.IsOwn(path))
        {
            return AssemblyMetadata.CreateFromImage(KernelMetadata.Of(path, name => PlatformFiles.ContainsKey(name) || CellAssemblies.IsShared(name)));
        }

        using var file = File.OpenRead(path);
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromStream(file, PEStreamOptions.PrefetchMetadata));
    }

    /// <summary>A file that cannot be read. The compiler asks a reference for its metadata where it can say what went wrong.</summary>
    private sealed class Unreadable(string path, Exception why) : PortableExecutableReference(MetadataReferenceProperties.Assembly, path)
    {
        protected override DocumentationProvider CreateDocumentationProvider() => DocumentationProvider.Default;

        protected override Metadata GetMetadataImpl() => throw why;

        protected override PortableExecutableReference WithPropertiesImpl(MetadataReferenceProperties properties) => this;
    }

    /// <summary>Finds what <c>#r</c> names and what a referenced assembly itself refers to: among the platform's files, or beside it.</summary>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="found">Told of every file that a referenced assembly refers to.</param>
    internal sealed class Resolver(string folder, Action<string> found) : MetadataReferenceResolver
    {
        private readonly ScriptMetadataResolver names = ScriptMetadataResolver.Default.WithBaseDirectory(folder);
        private readonly string folder = folder;

        /// <inheritdoc/>
        public override bool ResolveMissingAssemblies => true;

        /// <inheritdoc/>
        public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
        {
            if (PlatformFiles.TryGetValue(referenceIdentity.Name, out var platform))
            {
                return Of(platform);
            }

            var beside = definition is PortableExecutableReference { FilePath: { } path } && !KernelMetadata.IsOwn(path) ? Path.Combine(Path.GetDirectoryName(path)!, referenceIdentity.Name + ".dll") : null;
            if (!File.Exists(beside))
            {
                return null;
            }

            found(beside);
            return Of(beside);
        }

        /// <inheritdoc/>
        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
        {
            var path = Path.GetFullPath(reference, Path.GetDirectoryName(baseFilePath) is { Length: > 0 } besides ? besides : folder);
            return File.Exists(path)
                ? [Of(path, properties)]
                : [.. names.ResolveReference(reference, baseFilePath, properties).Select(known => known.FilePath is { } file ? Of(file, properties) : known)];
        }

        /// <inheritdoc/>
        public override bool Equals(object? other) => other is Resolver resolver && resolver.folder == folder;

        /// <inheritdoc/>
        public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);
    }
}
