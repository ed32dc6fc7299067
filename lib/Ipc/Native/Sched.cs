using System.Numerics;
using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sched.h: which CPUs a thread may run on.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html"/>
internal static partial class Sched
{
    private const int SetBytes = 1024; // 8192 CPUs, the most that Linux can be built for

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int pid, nuint bytes, [Out] ulong[] set);

    /// <summary>How many CPUs the first thread of a process may run on.</summary>
    /// <exception cref="PosixException">The call failed.</exception>
    internal static int UsableCpus(int pid)
    {
        var set = new ulong[SetBytes / sizeof(ulong)];
        return GetAffinity(pid, SetBytes, set) == 0 ? set.Sum(BitOperations.PopCount) : throw PosixException.Last("sched_getaffinity", $"{pid}");
    }
}
