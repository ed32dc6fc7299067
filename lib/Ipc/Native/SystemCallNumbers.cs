using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>The one place that knows raw system-call numbers: those of calls that libc has no function for, on x86-64 and arm64.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/syscalls.2.html"/>
internal static class SystemCallNumbers
{
    private static readonly bool Arm64 = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => false,
        Architecture.Arm64 => true,
        var other => throw new PlatformNotSupportedException($"the course knows the system calls of x86-64 and arm64, not those of {other}"),
    };

    internal static int Exit => Arm64 ? 93 : 60;

    internal static int Futex => Arm64 ? 98 : 202;

    internal static int Read => Arm64 ? 63 : 0;

    internal static int PidfdOpen => 434;

    internal static int CloseRange => 436;
}
