using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>Addresses of libc's functions, for calls made where no managed stub may run: in a child after fork.</summary>
internal static class Libc
{
    private static readonly nint Library = NativeLibrary.Load("libc.so.6");
    private static readonly ConcurrentDictionary<string, nint> Addresses = new();

    /// <summary>The address of a function.</summary>
    /// <exception cref="EntryPointNotFoundException">This libc has no such function.</exception>
    internal static nint Address(string function) => Addresses.GetOrAdd(function, name => NativeLibrary.GetExport(Library, name));
}
