using System.Runtime.InteropServices;
using System.Text;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>Reads files and links of /proc, with the errno where that fails.</summary>
internal static partial class ProcFile
{
    /// <summary>The whole text of a file; it is read in one go, so that the kernel writes it in one go.</summary>
    /// <exception cref="PosixException">ENOENT or ESRCH: the process is gone. EACCES or EPERM: it is not ours to see.</exception>
    internal static string ReadText(string path) => Encoding.UTF8.GetString(ReadBytes(path));

    /// <summary>The text, or <c>null</c> where the process is gone.</summary>
    internal static string? TryReadText(string path)
    {
        try
        {
            return ReadText(path);
        }
        catch (PosixException e) when (e.Errno is Errno.ENOENT or Errno.ESRCH)
        {
            return null;
        }
    }

    internal static byte[] ReadBytes(string path)
    {
        var number = (int)Try("open", path, () => Unistd.Open(path, Unistd.O_CLOEXEC, 0));
        using var file = new FileDescriptor(number, path);
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var got = (int)Try("read", path, () => Unistd.Read(file.Number, ref buffer[length], buffer.Length - length));
            if (got == 0)
            {
                return buffer[..length];
            }

            length += got;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }
    }

    /// <summary>Where a symbolic link of /proc points.</summary>
    /// <exception cref="PosixException">As for <see cref="ReadText"/>.</exception>
    internal static string ReadLink(string path)
    {
        var buffer = new byte[4096];
        var length = (int)Try("readlink", path, () => Link(path, ref buffer[0], buffer.Length));
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>The numbered entries of a directory, in order: processes, threads, descriptors.</summary>
    /// <exception cref="PosixException">As for <see cref="ReadText"/>.</exception>
    internal static IReadOnlyList<int> Numbers(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory)
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))
                .Order()];
        }
        catch (DirectoryNotFoundException)
        {
            throw Failed("opendir", Errno.ENOENT, directory);
        }
        catch (UnauthorizedAccessException)
        {
            throw Failed("opendir", Errno.EACCES, directory);
        }
        catch (IOException)
        {
            throw Failed("opendir", Errno.ESRCH, directory); // it ended between the look for it and the reading
        }
    }

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Link(string path, ref byte buffer, nint size);

    private static long Try(string call, string path, Func<nint> attempt)
    {
        try
        {
            return Unistd.Checked(call, path, attempt);
        }
        catch (PosixException e)
        {
            throw Failed(call, e.Errno, path);
        }
    }

    private static PosixException Failed(string call, Errno errno, string path) => new(call, errno, path, errno switch
    {
        Errno.ENOENT or Errno.ESRCH => "the process is gone, or this kernel does not have the file",
        Errno.EACCES or Errno.EPERM => "only the owner of the process, or a process that may trace it, can read this (ptrace(2), PTRACE_MODE_READ)",
        _ => "",
    });
}
