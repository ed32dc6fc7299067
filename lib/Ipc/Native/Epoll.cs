using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/epoll.h.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/epoll.7.html"/>
internal static class Epoll
{
    internal const int EPOLL_CTL_ADD = 1, EPOLL_CTL_DEL = 2, EPOLL_CTL_MOD = 3;

    /// <summary>struct epoll_event, which x86-64 packs: uint32_t events; epoll_data_t data.</summary>
    internal static int DataPlace { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    internal static int EventBytes => DataPlace + sizeof(long);
}
