using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>What a blocked process waits for, as the kernel names it: /proc/PID/wchan and /proc/PID/syscall.</summary>
/// <param name="Function">The kernel function that it sleeps in, such as "pipe_read" or "do_wait"; empty where the kernel does not tell.</param>
/// <param name="SystemCall">The number of the system call that it is in; −1 outside a system call; <c>null</c> while it runs.</param>
/// <param name="Arguments">The six argument words of that call; empty where there is none.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_syscall.5.html"/>
public sealed record KernelWait(string Function, int? SystemCall, [property: Column(Hidden = true)] IReadOnlyList<ulong> Arguments) : IObservation
{
    /// <summary>What a process waits for now.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES or EPERM: it may not be traced.</exception>
    public static KernelWait Of(int pid)
    {
        var function = ProcFile.ReadText($"/proc/{pid}/wchan").Trim();
        var words = ProcFile.ReadText($"/proc/{pid}/syscall").Trim().Split(' ');
        int? call = words[0] == "running" ? null : int.Parse(words[0], CultureInfo.InvariantCulture);
        var arguments = call is >= 0
            ? words.Skip(1).Take(6).Select(word => ulong.Parse(word.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            : [];
        return new KernelWait(function == "0" ? "" : function, call, [.. arguments]);
    }
}
