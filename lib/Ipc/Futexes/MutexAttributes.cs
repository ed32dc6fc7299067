namespace Ipc.Futexes;

/// <summary>How a mutex of libc differs from the one that a C program gets without asking. Some go together.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/pthread_mutexattr_init.3.html"/>
[Flags]
public enum MutexAttributes
{
    /// <summary>PTHREAD_MUTEX_INITIALIZER: for the threads of one process.</summary>
    None = 0,

    /// <summary>PTHREAD_MUTEX_ADAPTIVE_NP: it looks for a while before it sleeps.</summary>
    Adaptive = 1,

    /// <summary>PTHREAD_PROCESS_SHARED: for whoever shares the memory that it lies in.</summary>
    ProcessShared = 2,

    /// <summary>PTHREAD_MUTEX_ROBUST: the next one is told when its owner died, instead of waiting for ever.</summary>
    Robust = 4,

    /// <summary>PTHREAD_PRIO_INHERIT: the kernel knows the owner, and lends it the priority of who waits.</summary>
    PriorityInheritance = 8,
}
