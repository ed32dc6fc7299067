namespace Ipc.Native;

/// <summary>kcmp(2): whether two descriptors, of one process or of two, name the same open file description.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/kcmp.2.html"/>
internal static class Kcmp
{
    private const int KCMP_FILE = 0;

    /// <summary>Compares two descriptors.</summary>
    /// <returns>Whether they are the same; <c>null</c> where the kernel does not tell: it has no such call, or the processes may not be traced.</returns>
    internal static bool? SameFile(int firstPid, int firstFd, int secondPid, int secondFd) =>
        SystemWait.SystemCall(SystemCallNumbers.Kcmp, firstPid, secondPid, KCMP_FILE, firstFd, secondFd, 0) is var order and >= 0 ? order == 0 : null;
}
