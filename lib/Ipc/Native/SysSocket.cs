using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/socket.h and sys/un.h. The numbers are the same on x86-64 and arm64.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
internal static partial class SysSocket
{
    internal const int AF_UNIX = 1, SOCK_CLOEXEC = 0x80000, SOCK_NONBLOCK = 0x800;
    internal const int SOL_SOCKET = 1, SO_SNDBUF = 7, SO_RCVBUF = 8, SO_PASSCRED = 16, SO_PEERCRED = 17;
    internal const int SCM_RIGHTS = 1, SCM_CREDENTIALS = 2;

    /// <summary>The bytes of sun_path, a NUL at the end of a path among them.</summary>
    internal const int PathBytes = 108;

    /// <summary>struct msghdr: where its members are, and its size.</summary>
    internal const int MessageIoVector = 16, MessageIoVectorCount = 24, MessageControl = 32, MessageControlLength = 40, MessageFlagsPlace = 48, MessageHeaderBytes = 56;

    /// <summary>struct cmsghdr: where its members are, and its size.</summary>
    internal const int ControlLength = 0, ControlLevel = 8, ControlType = 12, ControlHeaderBytes = 16;

    /// <summary>struct ucred: pid, uid and gid, an int each.</summary>
    internal const int CredentialsBytes = 12;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Create(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    internal static partial int CreatePair(int domain, int type, int protocol, [Out] int[] ends);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, ref byte address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    internal static partial int Accept(int socket, nint address, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, ref byte address, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int socket, ref byte bytes, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(int socket, ref byte buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    internal static partial int Shutdown(int socket, int how);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    internal static partial nint SendMessage(int socket, nint message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    internal static partial nint ReceiveMessage(int socket, nint message, int flags);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetOption(int socket, int level, int option, ref int value, ref int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int socket, int level, int option, ref int value, int length);

    /// <summary>CMSG_SPACE: how much of a control buffer a message with so many bytes of data takes.</summary>
    internal static int ControlSpace(int dataBytes) => ControlHeaderBytes + ((dataBytes + sizeof(long) - 1) / sizeof(long) * sizeof(long));
}
