using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Course.Engine;

/// <summary>
/// The kernel's own assemblies as cells refer to them: without what they themselves refer to, save the platform and each other.
/// The compiler would bind that to a notebook's library of the same name, and take the kernel's types for others than in the cells before.
/// </summary>
internal static class KernelMetadata
{
    private const int NameAfter = 12;

    /// <summary>Whether a file is one of the kernel's own.</summary>
    internal static bool IsOwn(string path) => path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal);

    /// <summary>A file's bytes, in which each reference to anything else has a name that nothing has: its own without the first letter.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="keeps">Whether a reference stays, by its name.</param>
    internal static ImmutableArray<byte> Of(string path, Func<string, bool> keeps)
    {
        var image = File.ReadAllBytes(path);
        using var file = new PEReader(ImmutableArray.Create(image));
        var metadata = file.GetMetadataReader();
        var table = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef);
        // A row of the table: four parts of the version, flags, the key in the heap of blobs, the name in the heap of strings (ECMA-335, II.22.5).
        var name = NameAfter + (metadata.GetHeapSize(HeapIndex.Blob) > ushort.MaxValue ? sizeof(int) : sizeof(ushort));
        foreach (var reference in metadata.AssemblyReferences)
        {
            if (keeps(metadata.GetString(metadata.GetAssemblyReference(reference).Name)))
            {
                continue;
            }

            var at = table + ((MetadataTokens.GetRowNumber(reference) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef)) + name;
            if (metadata.GetHeapSize(HeapIndex.String) > ushort.MaxValue)
            {
                BitConverter.TryWriteBytes(image.AsSpan(at), BitConverter.ToInt32(image, at) + 1);
            }
            else
            {
                BitConverter.TryWriteBytes(image.AsSpan(at), (ushort)(BitConverter.ToUInt16(image, at) + 1));
            }
        }

        return ImmutableArray.Create(image);
    }
}
