using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Commands;

/// <summary>The arguments that a program was executed with, as the kernel keeps them: /proc/PID/cmdline.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html"/>
public static class CommandLine
{
    /// <summary>The arguments of a process, its name first; none for a zombie.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process.</exception>
    public static IReadOnlyList<string> Of(int pid)
    {
        var text = ProcFile.ReadText($"/proc/{pid}/cmdline");
        return text.Length == 0 ? [] : (text.EndsWith('\0') ? text[..^1] : text).Split('\0');
    }
}
