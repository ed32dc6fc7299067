using System.Globalization;
using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/resource.h: the limits of this process, which its children inherit.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/getrlimit.2.html"/>
internal static partial class Resource
{
    internal const int RLIMIT_CORE = 4, RLIMIT_NPROC = 6, RLIMIT_MEMLOCK = 8, RLIMIT_SIGPENDING = 11, RLIMIT_MSGQUEUE = 12;

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int Get(int resource, out Limit limit);

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
}
