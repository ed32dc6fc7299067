using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/wait.h, signal.h, poll.h and pidfd_open(2): what a parent needs to wait for one child and no other.</summary>
internal static partial class SystemWait
{
    internal const int WNOHANG = 1, WUNTRACED = 2, WCONTINUED = 8;
    internal const int WAIT_NOTHREAD = 0x20000000, WAIT_ALL = 0x40000000; // __WNOTHREAD, __WALL: children and tracees of this thread only, of every kind
    internal const short POLLIN = 1, POLLHUP = 16;

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    internal static partial int WaitPid(int pid, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll([In, Out] PollFd[] fds, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    /// <summary>A descriptor that becomes readable when the process ends.</summary>
    internal static FileDescriptor OpenPidFd(int pid)
    {
        var fd = (int)SystemCall(SystemCallNumbers.PidfdOpen, pid, 0, 0, 0, 0, 0);
        return fd >= 0 ? new FileDescriptor(fd, $"pidfd of {pid}") : throw PosixException.Last("pidfd_open", $"{pid}");
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        internal int Fd;
        internal short Events;
        internal short Returned;
    }
}
