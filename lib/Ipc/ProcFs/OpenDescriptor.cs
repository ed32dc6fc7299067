using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>One open descriptor of a process: /proc/PID/fd and /proc/PID/fdinfo.</summary>
/// <param name="Number">The descriptor.</param>
/// <param name="Target">What it refers to: a path, or "pipe:[inode]", "socket:[inode]", "anon_inode:…".</param>
/// <param name="Access">How it was opened: "read", "write" or "read and write".</param>
/// <param name="Flags">The other O_* flags of open(2) and O_CLOEXEC, by name; "none" where there are none.</param>
/// <param name="Position">The file offset, in bytes.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html"/>
public sealed record OpenDescriptor(
    [property: Column("fd")] int Number,
    string Target,
    string Access,
    string Flags,
    [property: Column(Unit = "bytes")] long Position) : IObservation
{
    /// <summary>Every open descriptor of a process, by number. A zombie has none: they are closed when it ends.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it is another user's.</exception>
    public static IReadOnlyList<OpenDescriptor> TableOf(int pid) =>
        [.. ProcFile.Numbers($"/proc/{pid}/fd").Select(number => Find(pid, number)).Where(descriptor => descriptor is not null).Select(descriptor => descriptor!)];

    /// <summary>As <see cref="TableOf"/>; none where the process is gone, or is another user's.</summary>
    /// <param name="pid">The process id.</param>
    public static IReadOnlyList<OpenDescriptor> TryTableOf(int pid)
    {
        try
        {
            return TableOf(pid);
        }
        catch (PosixException e) when (e.Errno is Errno.ENOENT or Errno.ESRCH or Errno.EACCES or Errno.EPERM)
        {
            return [];
        }
    }

    /// <summary>One descriptor of a process, or <c>null</c> where it is not open.</summary>
    /// <param name="pid">The process id.</param>
    /// <param name="number">The descriptor.</param>
    /// <exception cref="PosixException">EACCES: the process is another user's.</exception>
    public static OpenDescriptor? Find(int pid, int number)
    {
        if (ProcFile.TryReadText($"/proc/{pid}/fdinfo/{number}") is not { } information)
        {
            return null;
        }

        string target;
        try
        {
            target = ProcFile.ReadLink($"/proc/{pid}/fd/{number}");
        }
        catch (PosixException e) when (e.Errno is Errno.ENOENT or Errno.ESRCH)
        {
            return null;
        }

        string Line(string key) => information.Split('\n').First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim();
        var flags = Convert.ToInt32(Line("flags:"), 8);
        return new OpenDescriptor(number, target, OpenFlags.Access(flags), OpenFlags.Names(flags), long.Parse(Line("pos:"), CultureInfo.InvariantCulture));
    }
}
