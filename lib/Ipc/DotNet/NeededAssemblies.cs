using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Ipc.DotNet;

/// <summary>Which files a program needs beside itself: the libraries that it names, and those that they refer to and that lie beside them.</summary>
internal static class NeededAssemblies
{
    /// <summary>The paths of the libraries, and of all that they need.</summary>
    /// <param name="libraries">The libraries' paths.</param>
    internal static IReadOnlyCollection<string> Of(IEnumerable<string> libraries)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(libraries.Select(Path.GetFullPath));
        while (open.TryPop(out var path))
        {
            if (found.Add(path))
            {
                foreach (var name in ReferencesOf(path))
                {
                    if (Find(Path.GetDirectoryName(path)!, name + ".dll") is { } needed)
                    {
                        open.Push(needed);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Beside the one that needs it, or where a package keeps what differs from architecture to architecture.</summary>
    private static string? Find(string folder, string file)
    {
        var beside = Path.Combine(folder, file);
        if (File.Exists(beside))
        {
            return beside;
        }

        var ofArchitecture = Path.Combine(folder, "runtimes", $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "lib");
        return Directory.Exists(ofArchitecture) ? Directory.EnumerateFiles(ofArchitecture, file, SearchOption.AllDirectories).FirstOrDefault() : null;
    }

    private static List<string> ReferencesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
