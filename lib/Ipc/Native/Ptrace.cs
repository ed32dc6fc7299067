using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/ptrace.h: stopping another process at its system calls. All calls for one process come from one thread.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/ptrace.2.html"/>
internal static partial class Ptrace
{
    private const nint PTRACE_CONT = 7, PTRACE_SYSCALL = 24, PTRACE_GETEVENTMSG = 0x4201, PTRACE_GETSIGINFO = 0x4202;
    private const nint PTRACE_SEIZE = 0x4206, PTRACE_INTERRUPT = 0x4207, PTRACE_LISTEN = 0x4208, PTRACE_GET_SYSCALL_INFO = 0x420e;
    private const int InfoBytes = 88; // struct ptrace_syscall_info, with room for what newer kernels add
    private const int DetailOffset = 24; // the union, behind op, arch, instruction pointer and stack pointer
    private const int SigInfoBytes = 128;

    /// <summary>What a tracer wants to be told of: PTRACE_O_*.</summary>
    [Flags]
    internal enum Options
    {
        None = 0,

        /// <summary>PTRACE_O_TRACESYSGOOD: stops at system calls are told from SIGTRAP.</summary>
        SystemCallStops = 1,

        /// <summary>PTRACE_O_TRACEFORK, _TRACEVFORK and _TRACECLONE: what a tracee makes is traced too.</summary>
        NewProcesses = 2 | 4 | 8,

        /// <summary>PTRACE_O_TRACEEXEC: an exec is an event of its own, not a SIGTRAP.</summary>
        Execs = 0x10,

        /// <summary>PTRACE_O_TRACESECCOMP: a stop where a filter says SECCOMP_RET_TRACE.</summary>
        Seccomp = 0x80,

        /// <summary>PTRACE_O_EXITKILL: the tracees die with their tracer.</summary>
        KillAtExit = 0x100000,
    }

    /// <summary>Which event a stop tells of: the PTRACE_EVENT_* number in the third byte of the status.</summary>
    internal enum Event
    {
        None = 0,
        Fork = 1,
        Vfork = 2,
        Clone = 3,
        Exec = 4,
        VforkDone = 5,
        Exit = 6,
        Seccomp = 7,
        Stop = 128,
    }

    /// <summary>Where a tracee stands, by PTRACE_GET_SYSCALL_INFO.</summary>
    internal enum Position
    {
        Elsewhere = 0,
        Entry = 1,
        Exit = 2,
        Seccomp = 3,
    }

    /// <summary>Becomes the tracer of a process without stopping it: PTRACE_SEIZE.</summary>
    /// <exception cref="PosixException">EPERM: it may not be traced, or is traced already.</exception>
    internal static void Seize(int pid, Options options = Options.SystemCallStops) => Checked("PTRACE_SEIZE", PTRACE_SEIZE, pid, 0, (nint)options);

    /// <summary>Stops a seized process: PTRACE_INTERRUPT.</summary>
    /// <exception cref="PosixException">It is gone.</exception>
    internal static void Interrupt(int pid) => Checked("PTRACE_INTERRUPT", PTRACE_INTERRUPT, pid, 0, 0);

    /// <summary>Lets a stopped process run to the beginning or end of its next system call: PTRACE_SYSCALL.</summary>
    /// <exception cref="PosixException">It is gone or does not stand.</exception>
    internal static void RunToSystemCall(int pid, int signal = 0) => Checked("PTRACE_SYSCALL", PTRACE_SYSCALL, pid, 0, signal);

    /// <summary>Lets a stopped process run to its next event: PTRACE_CONT.</summary>
    /// <exception cref="PosixException">It is gone or does not stand.</exception>
    internal static void Run(int pid, int signal = 0) => Checked("PTRACE_CONT", PTRACE_CONT, pid, 0, signal);

    /// <summary>Leaves a process in its group stop and waits for SIGCONT with it: PTRACE_LISTEN.</summary>
    /// <exception cref="PosixException">It is gone or does not stand.</exception>
    internal static void Listen(int pid) => Checked("PTRACE_LISTEN", PTRACE_LISTEN, pid, 0, 0);

    /// <summary>The number that comes with an event: the id of a new process or thread, or the former thread id after an exec.</summary>
    /// <exception cref="PosixException">It is gone.</exception>
    internal static unsafe long EventMessage(int pid)
    {
        nuint message = 0;
        Checked("PTRACE_GETEVENTMSG", PTRACE_GETEVENTMSG, pid, 0, (nint)(&message));
        return (long)message;
    }

    /// <summary>Who sent the signal at whose delivery a process stands, and how: si_code and si_pid; the sender is 0 where the kernel did.</summary>
    /// <exception cref="PosixException">It is gone.</exception>
    internal static unsafe (int Code, int Sender) SignalInformation(int pid)
    {
        const int SI_USER = 0, SI_QUEUE = -1, SI_TKILL = -6, SIGCHLD = 17;
        var information = stackalloc int[SigInfoBytes / sizeof(int)];
        Checked("PTRACE_GETSIGINFO", PTRACE_GETSIGINFO, pid, 0, (nint)information);
        var code = information[2];
        return (code, code is SI_USER or SI_QUEUE or SI_TKILL || information[0] == SIGCHLD ? information[4] : 0);
    }

    /// <summary>The number of the system call at whose beginning a process stands; <c>null</c> where it stands elsewhere.</summary>
    /// <exception cref="PosixException">EIO: the kernel is older than 5.3.</exception>
    internal static long? SystemCallEntered(int pid) => Where(pid) is { Position: Position.Entry } stop ? stop.Number : null;

    /// <summary>Where a stopped process stands, and the call that it enters or leaves: PTRACE_GET_SYSCALL_INFO.</summary>
    /// <exception cref="PosixException">EIO: the kernel is older than 5.3.</exception>
    internal static unsafe SystemCallStop Where(int pid)
    {
        var info = stackalloc byte[InfoBytes];
        Checked("PTRACE_GET_SYSCALL_INFO", PTRACE_GET_SYSCALL_INFO, pid, InfoBytes, (nint)info);
        var detail = (long*)(info + DetailOffset);
        var position = (Position)info[0];
        return position switch
        {
            Position.Entry or Position.Seccomp => new(position, detail[0], new Words(detail + 1), 0, detail[-1]),
            Position.Exit => new(position, 0, default, detail[0], 0),
            _ => default,
        };
    }

    private static void Checked(string name, nint request, int pid, nint address, nint data)
    {
        if (Request(request, pid, address, data) < 0)
        {
            throw PosixException.Last("ptrace", $"{name}, {pid}");
        }
    }

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial nint Request(nint request, int pid, nint address, nint data);

    /// <summary>A stop at a system call.</summary>
    /// <param name="Position">Where.</param>
    /// <param name="Number">The call's number, at its entry.</param>
    /// <param name="Arguments">Its six argument registers, at its entry.</param>
    /// <param name="Result">What it returns, at its exit: a negative errno for a failure.</param>
    /// <param name="StackPointer">The stack pointer, at its entry.</param>
    internal readonly record struct SystemCallStop(Position Position, long Number, Words Arguments, long Result, long StackPointer);

    /// <summary>The six argument registers of a system call.</summary>
    internal readonly record struct Words(long First, long Second, long Third, long Fourth, long Fifth, long Sixth)
    {
        internal unsafe Words(long* words)
            : this(words[0], words[1], words[2], words[3], words[4], words[5])
        {
        }

        internal long this[int index] => index switch
        {
            0 => First,
            1 => Second,
            2 => Third,
            3 => Fourth,
            4 => Fifth,
            5 => Sixth,
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };
    }
}
