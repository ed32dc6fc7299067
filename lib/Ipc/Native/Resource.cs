using System.Globalization;
using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/resource.h: the limits of this process, which its children inherit.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/getrlimit.2.html"/>
internal static partial class Resource
{
    private const int RUSAGE_SELF = 0;

    internal const int RLIMIT_CORE = 4, RLIMIT_NPROC = 6, RLIMIT_MEMLOCK = 8, RLIMIT_SIGPENDING = 11, RLIMIT_MSGQUEUE = 12;

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int Get(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetUsage(int who, [Out] long[] usage);

    /// <summary>What this process has used until now.</summary>
    internal static Usage Used()
    {
        var words = new long[Usage.Bytes / sizeof(long)];
        return GetUsage(RUSAGE_SELF, words) == 0 ? Usage.At(offset => words[offset / sizeof(long)]) : throw PosixException.Last("getrusage", "RUSAGE_SELF");
    }

    /// <summary>The soft and the hard limit of this process.</summary>
    /// <exception cref="PosixException">There is no such resource.</exception>
    internal static Limit LimitOf(int resource) => Get(resource, out var limit) == 0 ? limit : throw PosixException.Last("getrlimit", $"{resource}");

    /// <summary>A soft limit, which the kernel enforces, and the hard limit up to which it may be raised.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Limit(ulong Soft, ulong Hard)
    {
        /// <summary>Both as a shell's <c>ulimit</c> names them.</summary>
        public override string ToString() => Soft == Hard ? Word(Soft) : $"{Word(Soft)}, at most {Word(Hard)}";

        private static string Word(ulong value) => value == ulong.MaxValue ? "unlimited" : value.ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>struct rusage: what a process has used. Times are in µs.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/getrusage.2.html"/>
    internal readonly record struct Usage(double CpuMicroseconds, long Faults, long VoluntarySwitches, long InvoluntarySwitches)
    {
        /// <summary>Room for one.</summary>
        internal const int Bytes = 144;

        private const int UserOffset = 0, SystemOffset = 16, MinorFaultsOffset = 64, MajorFaultsOffset = 72, VoluntaryOffset = 128, InvoluntaryOffset = 136;

        public static Usage operator +(Usage left, Usage right) =>
            new(left.CpuMicroseconds + right.CpuMicroseconds, left.Faults + right.Faults, left.VoluntarySwitches + right.VoluntarySwitches, left.InvoluntarySwitches + right.InvoluntarySwitches);

        public static Usage operator -(Usage left, Usage right) =>
            new(left.CpuMicroseconds - right.CpuMicroseconds, left.Faults - right.Faults, left.VoluntarySwitches - right.VoluntarySwitches, left.InvoluntarySwitches - right.InvoluntarySwitches);

        /// <summary>Reads one that a child wrote down.</summary>
        /// <param name="word">The 64-bit word at an offset from its start.</param>
        internal static Usage At(Func<int, long> word) => new(
            Microseconds(word, UserOffset) + Microseconds(word, SystemOffset),
            word(MinorFaultsOffset) + word(MajorFaultsOffset),
            word(VoluntaryOffset),
            word(InvoluntaryOffset));

        private static double Microseconds(Func<int, long> word, int offset) => (word(offset) * 1e6) + word(offset + sizeof(long));
    }
}
