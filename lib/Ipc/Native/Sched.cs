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

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int pid, nuint bytes, byte[] set);

    [LibraryImport("libc", EntryPoint = "sched_getcpu", SetLastError = true)]
    internal static partial int CurrentCpu();

    /// <summary>How many CPUs the first thread of a process may run on.</summary>
    /// <exception cref="PosixException">The call failed.</exception>
    internal static int UsableCpus(int pid) => Set(pid).Sum(BitOperations.PopCount);

    /// <summary>The numbers of the CPUs that the first thread of a process may run on.</summary>
    /// <exception cref="PosixException">The call failed.</exception>
    internal static IReadOnlyList<int> CpusOf(int pid)
    {
        var set = Set(pid);
        return [.. Enumerable.Range(0, SetBytes * 8).Where(cpu => (set[cpu / 64] >> (cpu % 64) & 1) != 0)];
    }

    /// <summary>Keeps the calling thread to one CPU.</summary>
    /// <exception cref="PosixException">EINVAL: it may not run there.</exception>
    internal static void KeepThisThreadTo(int cpu)
    {
        var set = SetOf(cpu);
        Unistd.Checked("sched_setaffinity", $"CPU {cpu}", () => SetAffinity(0, SetBytes, set));
    }

    /// <summary>A cpu_set_t with one CPU.</summary>
    /// <param name="cpu">Its number.</param>
    internal static byte[] SetOf(int cpu)
    {
        var set = new byte[SetBytes];
        set[cpu / 8] = (byte)(1 << (cpu % 8));
        return set;
    }

    private static ulong[] Set(int pid)
    {
        var set = new ulong[SetBytes / sizeof(ulong)];
        return GetAffinity(pid, SetBytes, set) == 0 ? set : throw PosixException.Last("sched_getaffinity", $"{pid}");
    }
}
