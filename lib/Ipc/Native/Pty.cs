using System.Runtime.InteropServices;
using System.Text;

namespace Ipc.Native;

/// <summary>stdlib.h: a pair of pseudo-terminal devices.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/pty.7.html"/>
internal static partial class Pty
{
    internal const int O_NOCTTY = 0x100;

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOf(int master, ref byte buffer, nint size);

    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    internal static partial int IsTerminal(int fd);

    /// <summary>Opens both ends; neither becomes this process's controlling terminal.</summary>
    /// <returns>The master, the slave, and the slave's path.</returns>
    /// <exception cref="PosixException">There are no pseudo-terminals, or no more.</exception>
    internal static (FileDescriptor Master, FileDescriptor Slave, string Path) Open()
    {
        const int Flags = Unistd.O_RDWR | Unistd.O_CLOEXEC | O_NOCTTY;
        var master = new FileDescriptor((int)Unistd.Checked("posix_openpt", "", () => OpenMaster(Flags)), "pty master");
        try
        {
            Unistd.Checked("grantpt", $"{master}", () => Grant(master.Number));
            Unistd.Checked("unlockpt", $"{master}", () => Unlock(master.Number));
            var name = new byte[128];
            var failed = NameOf(master.Number, ref name[0], name.Length);
            if (failed != 0)
            {
                throw new PosixException("ptsname_r", (Errno)failed, $"{master}");
            }

            var path = Encoding.UTF8.GetString(name, 0, Array.IndexOf(name, (byte)0));
            return (master, new FileDescriptor((int)Unistd.Checked("open", path, () => Unistd.Open(path, Flags, 0)), path), path);
        }
        catch
        {
            master.Dispose();
            throw;
        }
    }
}
