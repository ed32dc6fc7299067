using System.Runtime.InteropServices;
using Ipc.Native;

namespace Course.Commands;

/// <summary>The folder that a command writes to. What stands in the way is told before the chapters run, not after.</summary>
internal static class OutputFolder
{
    private const int AllPermissions = 0x1ff, WriteAndSearch = 3;

    /// <summary>Makes the folder, and those above it, where they are missing.</summary>
    /// <param name="files">The names of the files to come.</param>
    /// <exception cref="CourseException">The folder cannot be made or written to, or two files would have one name.</exception>
    internal static void Prepare(string folder, IEnumerable<string> files)
    {
        if (files.GroupBy(file => file, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new CourseException($"{Path.Combine(folder, twice.Key)} would be written twice: give the notebooks different names");
        }

        var path = Path.GetFullPath(folder);
        if (!Directory.Exists(path) && Make(path) is { } fault)
        {
            throw Refused(path, fault);
        }

        if (Access(path, WriteAndSearch) != 0)
        {
            throw Refused(path, PosixException.Last("access", path));
        }
    }

    private static PosixException? Make(string path) =>
        Path.GetDirectoryName(path) is { } above && !Path.Exists(above) && Make(above) is { } fault ? fault
        : MakeDirectory(path, AllPermissions) == 0 ? null
        : PosixException.Last("mkdir", path) is { Errno: not Errno.EEXIST } refused ? refused
        : Directory.Exists(path) ? null
        : new PosixException("mkdir", Errno.EEXIST, path);

    private static CourseException Refused(string path, PosixException fault) =>
        new($"cannot write to {path}: {fault.Message}; choose another folder with --out");

    [DllImport("libc", EntryPoint = "mkdir", SetLastError = true)]
    private static extern int MakeDirectory([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "access", SetLastError = true)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
