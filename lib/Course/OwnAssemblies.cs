using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Course;

/// <summary>
/// The libraries that the program itself uses, beside the program's file. They are in a context of their own and not in the default one,
/// which every notebook's assemblies look into first: so a notebook can load another version of each of them.
/// </summary>
internal sealed class OwnAssemblies() : AssemblyLoadContext("course")
{
    private static readonly ConcurrentDictionary<string, bool> Left = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs before anything else of the program: without it, not even its command line can be read.</summary>
    [ModuleInitializer]
    internal static void Find()
    {
        var own = new OwnAssemblies();
        // The runtime asks here for a cell's assemblies, too, before it asks the cells' own context.
        Default.Resolving += (_, name) => Left.ContainsKey(name.Name!) ? null : own.Load(name);
    }

    /// <summary>From now on a name is the notebook's: what refers to it gets the notebook's assembly. The program keeps its own.</summary>
    /// <param name="name">An assembly's name without its version.</param>
    internal static void LeaveToCells(string name)
    {
        if (Left.ContainsKey(name))
        {
            return;
        }

        // What the program has asked for once it is not asked for again.
        if (typeof(OwnAssemblies).Assembly.GetReferencedAssemblies().FirstOrDefault(reference => string.Equals(reference.Name, name, StringComparison.OrdinalIgnoreCase)) is { } reference)
        {
            Assembly.Load(reference);
        }

        Left[name] = true;
    }

    /// <inheritdoc/>
    /// <remarks>The runtime may ask between a call to libc and the look at its errno, which to look for a file would change.</remarks>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var errno = Marshal.GetLastPInvokeError();
        try
        {
            var file = string.IsNullOrEmpty(assemblyName.CultureName) ? Candidates(assemblyName.Name!).FirstOrDefault(File.Exists) : null;
            return file is null ? null : LoadFromAssemblyPath(file);
        }
        finally
        {
            Marshal.SetLastPInvokeError(errno);
        }
    }

    /// <summary>Beside the program, or among the files that a package has for this system and architecture alone.</summary>
    private static IEnumerable<string> Candidates(string name)
    {
        yield return Path.Combine(AppContext.BaseDirectory, $"{name}.dll");
        foreach (var system in new[] { RuntimeInformation.RuntimeIdentifier, $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}", "linux", "unix" })
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "runtimes", system, "lib");
            foreach (var framework in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
            {
                yield return Path.Combine(framework, $"{name}.dll");
            }
        }
    }
}
