using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>gnu/libc-version.h: which C library this process runs on.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/gnu_get_libc_version.3.html"/>
internal static unsafe class LibcVersion
{
    /// <summary>The library's name and version, such as "glibc 2.36"; for musl, which has no call for its version, the name alone.</summary>
    internal static string Current { get; } = Ask();

    private static string Ask()
    {
        if (NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out var ask))
        {
            return "glibc " + Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)ask)());
        }

        var machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        return File.Exists($"/lib/ld-musl-{machine}.so.1")
            ? "musl, version not known: it has no call that tells"
            : "not known: libc.so.6 has no gnu_get_libc_version, and there is no musl";
    }
}
