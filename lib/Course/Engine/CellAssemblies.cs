using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace Course.Engine;

/// <summary>
/// The assemblies that a session's cells refer to, and those that these need: one of each name, whatever version the kernel itself uses.
/// What the cells share with the kernel, to show values and to find the laboratory, is the kernel's own.
/// </summary>
internal sealed class CellAssemblies : AssemblyLoadContext
{
    private static readonly Dictionary<string, Assembly> Shared = new[]
    {
        typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly,
        typeof(Microsoft.AspNetCore.Html.HtmlString).Assembly,
        typeof(Ipc.IObservation).Assembly,
        typeof(CellAssemblies).Assembly,
    }.ToDictionary(assembly => assembly.GetName().Name!, StringComparer.OrdinalIgnoreCase);

    private readonly InteractiveAssemblyLoader loader = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> natives = new(StringComparer.Ordinal);
    private readonly HashSet<string> referenced = new(StringComparer.Ordinal);

    internal CellAssemblies()
        : base("cells")
    {
        foreach (var assembly in Shared.Values)
        {
            loader.RegisterDependency(assembly);
        }
    }

    /// <summary>What Roslyn's scripts find their references with.</summary>
    internal InteractiveAssemblyLoader Loader => loader;

    /// <summary>Whether cells share an assembly with the kernel, by its name.</summary>
    internal static bool IsShared(string name) => Shared.ContainsKey(name);

    /// <summary>Whether cells get the kernel's own, or the platform's, instead of a file.</summary>
    internal static bool IsGiven(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return Shared.ContainsKey(name)
            || Path.GetDirectoryName(path) + "/" == RuntimeEnvironment.GetRuntimeDirectory()
            || (File.Exists(Platform(name)) && AssemblyName.GetAssemblyName(Platform(name)).Version >= AssemblyName.GetAssemblyName(path).Version);
    }

    /// <summary>Makes an assembly's file known: it is loaded once something needs it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The file that an assembly of this name is loaded from: another one if it was known before.</returns>
    internal string Offer(string path)
    {
        OwnAssemblies.LeaveToCells(Path.GetFileNameWithoutExtension(path));
        lock (gate)
        {
            return files.TryAdd(Path.GetFileNameWithoutExtension(path), path) ? path : files[Path.GetFileNameWithoutExtension(path)];
        }
    }

    /// <summary>Makes a native library known.</summary>
    internal void OfferNative(string path)
    {
        lock (gate)
        {
            natives.TryAdd(Path.GetFileName(path), path);
        }
    }

    /// <summary>Loads what a compiled cell refers to, so that the cell finds it.</summary>
    /// <param name="paths">The files of all its references.</param>
    internal void Refer(IEnumerable<string> paths)
    {
        foreach (var path in paths.Where(path => referenced.Add(path) && !IsGiven(path)))
        {
            loader.RegisterDependency(LoadOnce(Offer(path)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>The runtime may ask between a cell's call to libc and the look at its errno, which to look for a file would change.</remarks>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var errno = Marshal.GetLastPInvokeError();
        try
        {
            return Shared.TryGetValue(assemblyName.Name!, out var shared) ? shared : FileOf(assemblyName.Name!) is { } file ? LoadOnce(file) : null;
        }
        finally
        {
            Marshal.SetLastPInvokeError(errno);
        }
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string? file;
        lock (gate)
        {
            file = new[] { unmanagedDllName, $"{unmanagedDllName}.so", $"lib{unmanagedDllName}.so", $"lib{unmanagedDllName}" }.Select(name => natives.GetValueOrDefault(name)).FirstOrDefault(found => found is not null);
        }

        return file is null ? 0 : LoadUnmanagedDllFromPath(file);
    }

    /// <summary>A known file, or one beside a known one.</summary>
    private string? FileOf(string name)
    {
        lock (gate)
        {
            return files.GetValueOrDefault(name)
                ?? (File.Exists(Platform(name)) ? null : files.Values.Select(file => Path.Combine(Path.GetDirectoryName(file)!, name + ".dll")).FirstOrDefault(File.Exists));
        }
    }

    private Assembly LoadOnce(string file)
    {
        var loaded = Assemblies.FirstOrDefault(assembly => string.Equals(assembly.GetName().Name, Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase));
        if (loaded is not null)
        {
            return loaded;
        }

        var assembly = LoadFromAssemblyPath(file);
        ChartLibraries.Register(assembly);
        return assembly;
    }

    private static string Platform(string name) => Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), name + ".dll");
}
