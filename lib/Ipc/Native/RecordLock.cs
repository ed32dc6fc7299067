using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>fcntl.h: locks on bytes of a file.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html"/>
internal static class RecordLock
{
    internal const int F_SETLK = 6, F_SETLKW = 7, F_OFD_SETLK = 37, F_OFD_SETLKW = 38;
    internal const int F_ULOCK = 0, F_LOCK = 1, F_TLOCK = 2; // of lockf(3)
    internal const short F_RDLCK = 0, F_WRLCK = 1, F_UNLCK = 2;
    private const short SEEK_SET = 0;

    internal static int StructureBytes => Marshal.SizeOf<Flock>();

    /// <summary>struct flock of a lock on bytes; the same on x86-64 and arm64.</summary>
    internal static byte[] Structure(short type, long start, long bytes)
    {
        var bytesOfStructure = new byte[StructureBytes];
        MemoryMarshal.Write(bytesOfStructure, new Flock { Type = type, Whence = SEEK_SET, Start = start, Length = bytes });
        return bytesOfStructure;
    }

    /// <summary>The bytes that a struct flock names; <c>null</c> where they are counted from elsewhere than the start of the file.</summary>
    /// <param name="structure">At least <see cref="StructureBytes"/> bytes.</param>
    /// <returns>The first byte, and the last; no last one for all up to the end of the file.</returns>
    internal static (long First, long? Last)? Range(ReadOnlySpan<byte> structure)
    {
        var flock = MemoryMarshal.Read<Flock>(structure);
        return flock is { Whence: SEEK_SET, Start: >= 0, Length: >= 0 } ? (flock.Start, flock.Length == 0 ? null : flock.Start + flock.Length - 1) : null;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Flock
    {
        internal short Type;
        internal short Whence;
        internal long Start;
        internal long Length;
        internal int Pid;
    }
}
