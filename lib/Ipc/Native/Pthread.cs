using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>pthread.h: mutexes and their attributes, as glibc lays them out.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/pthread_mutexattr_init.3.html"/>
internal static partial class Pthread
{
    internal const int PTHREAD_MUTEX_ADAPTIVE_NP = 3, PTHREAD_PROCESS_SHARED = 1, PTHREAD_MUTEX_ROBUST = 1, PTHREAD_PRIO_INHERIT = 1;

    /// <summary>sizeof(pthread_mutex_t): 40 on x86-64, 48 on arm64.</summary>
    internal static int MutexBytes { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 48 : 40;

    /// <summary>sizeof(pthread_mutexattr_t): 4 on x86-64, 8 on arm64.</summary>
    private static int AttributesBytes { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 8 : 4;

    /// <summary>Makes a mutex at an address, where there is room for one.</summary>
    /// <param name="mutex">The address.</param>
    /// <param name="set">Sets the attributes, at the address that it is given, and returns the number of an error or 0.</param>
    /// <exception cref="PosixException">ENOTSUP: the kernel has no mutexes with these attributes.</exception>
    internal static unsafe void Create(nint mutex, Func<nint, int> set)
    {
        var attributes = stackalloc byte[AttributesBytes];
        Demand("pthread_mutexattr_init", InitialiseAttributes((nint)attributes));
        Demand("pthread_mutexattr", set((nint)attributes));
        Demand("pthread_mutex_init", Initialise(mutex, (nint)attributes));
        Demand("pthread_mutexattr_destroy", DestroyAttributes((nint)attributes));
    }

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_settype")]
    internal static partial int SetType(nint attributes, int type);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_setpshared")]
    internal static partial int SetShared(nint attributes, int shared);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_setrobust")]
    internal static partial int SetRobust(nint attributes, int robust);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_setprotocol")]
    internal static partial int SetProtocol(nint attributes, int protocol);

    [LibraryImport("libc", EntryPoint = "pthread_mutex_init")]
    private static partial int Initialise(nint mutex, nint attributes);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_init")]
    private static partial int InitialiseAttributes(nint attributes);

    [LibraryImport("libc", EntryPoint = "pthread_mutexattr_destroy")]
    private static partial int DestroyAttributes(nint attributes);

    private static void Demand(string call, int error)
    {
        if (error != 0)
        {
            throw new PosixException(call, (Errno)error, "a mutex");
        }
    }
}
