using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>unistd.h and fcntl.h: calls that the parent makes, as ordinary P/Invoke so that the collector is never held up.</summary>
internal static partial class Unistd
{
    internal const int O_CLOEXEC = 0x80000, O_NONBLOCK = 0x800, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0x40, O_EXCL = 0x80, O_TRUNC = 0x200;
    internal const int F_GETFL = 3, F_SETFL = 4, F_SETPIPE_SZ = 1031, F_GETPIPE_SZ = 1032, POSIX_FADV_DONTNEED = 4;

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int fd, ref byte buffer, nint count);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    internal static partial nint ReadAt(int fd, ref byte buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, ref byte buffer, nint count);

    /// <summary>The path without links, "." and "..": realpath(3).</summary>
    internal static unsafe string RealPath(string path)
    {
        var resolved = RealPath(path, 0);
        if (resolved == 0)
        {
            throw new PosixException("realpath", (Errno)Marshal.GetLastPInvokeError(), path);
        }

        var text = Marshal.PtrToStringUTF8(resolved)!;
        NativeMemory.Free((void*)resolved);
        return text;
    }

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, nint into);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    internal static partial int Pipe2([Out] int[] fds, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Fcntl(int fd, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Fsync(int fd);

    /// <summary>posix_fadvise(3); it returns the error, so that a failure here shows as a positive result.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    internal static partial int Advise(int fd, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "getppid")]
    internal static partial int ParentPid();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    internal static partial uint EffectiveGroup();

    /// <summary>Makes a call, again after EINTR, and throws when it fails otherwise.</summary>
    internal static long Checked(string call, string subject, Func<nint> attempt)
    {
        while (true)
        {
            var result = attempt();
            if (result >= 0)
            {
                return result;
            }

            if ((Errno)Marshal.GetLastPInvokeError() != Errno.EINTR)
            {
                throw PosixException.Last(call, subject);
            }
        }
    }
}
