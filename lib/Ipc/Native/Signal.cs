namespace Ipc.Native;

/// <summary>Signals by the names of signal(7). The numbers are those of x86-64 and arm64 Linux; real-time signals are numbers from 34 to 64.</summary>
public enum Signal
{
    /// <summary>No signal: kill(2) with 0 only asks whether the process is there.</summary>
    None = 0,

    /// <summary>The terminal hung up, or its session leader died.</summary>
    SIGHUP = 1,

    /// <summary>Interrupt from the keyboard.</summary>
    SIGINT = 2,

    /// <summary>Quit from the keyboard.</summary>
    SIGQUIT = 3,

    /// <summary>Illegal instruction.</summary>
    SIGILL = 4,

    /// <summary>Trace trap.</summary>
    SIGTRAP = 5,

    /// <summary>Abort(3).</summary>
    SIGABRT = 6,

    /// <summary>Access beyond the end of a mapped object.</summary>
    SIGBUS = 7,

    /// <summary>Arithmetic error.</summary>
    SIGFPE = 8,

    /// <summary>Kill; cannot be caught or blocked.</summary>
    SIGKILL = 9,

    /// <summary>For the program to define.</summary>
    SIGUSR1 = 10,

    /// <summary>Invalid memory access.</summary>
    SIGSEGV = 11,

    /// <summary>For the program to define.</summary>
    SIGUSR2 = 12,

    /// <summary>Write to a pipe or socket that nobody reads.</summary>
    SIGPIPE = 13,

    /// <summary>A timer ran out.</summary>
    SIGALRM = 14,

    /// <summary>Please end.</summary>
    SIGTERM = 15,

    /// <summary>Unused.</summary>
    SIGSTKFLT = 16,

    /// <summary>A child stopped, continued or ended.</summary>
    SIGCHLD = 17,

    /// <summary>Continue if stopped.</summary>
    SIGCONT = 18,

    /// <summary>Stop; cannot be caught or blocked.</summary>
    SIGSTOP = 19,

    /// <summary>Stop from the keyboard.</summary>
    SIGTSTP = 20,

    /// <summary>A background process reads from its terminal.</summary>
    SIGTTIN = 21,

    /// <summary>A background process writes to its terminal.</summary>
    SIGTTOU = 22,

    /// <summary>Urgent data on a socket.</summary>
    SIGURG = 23,

    /// <summary>CPU time limit reached.</summary>
    SIGXCPU = 24,

    /// <summary>File size limit reached.</summary>
    SIGXFSZ = 25,

    /// <summary>A timer of CPU time ran out.</summary>
    SIGVTALRM = 26,

    /// <summary>A profiling timer ran out.</summary>
    SIGPROF = 27,

    /// <summary>The terminal changed its size.</summary>
    SIGWINCH = 28,

    /// <summary>Input or output is possible.</summary>
    SIGIO = 29,

    /// <summary>Power failure.</summary>
    SIGPWR = 30,

    /// <summary>Bad system call.</summary>
    SIGSYS = 31,

    /// <summary>The first real-time signal that glibc leaves to programs.</summary>
    SIGRTMIN = 34,

    /// <summary>The last real-time signal.</summary>
    SIGRTMAX = 64,
}
