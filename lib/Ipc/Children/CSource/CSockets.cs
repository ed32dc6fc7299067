using System.Buffers.Binary;
using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Children.CSource;

/// <summary>The C forms of calls on sockets and epoll.</summary>
internal static class CSockets
{
    private const string Header = "sys/socket.h";

    private static readonly FlagSet Types = new("SOCK", (SysSocket.SOCK_NONBLOCK, "SOCK_NONBLOCK"), (5, "SOCK_SEQPACKET"), (2, "SOCK_DGRAM"), (1, "SOCK_STREAM"));

    internal static Dictionary<string, CForm> Forms { get; } = new()
    {
        ["socket"] = new("int", "fd", Header, c => $"socket(AF_UNIX, {Type(c.Known(1))}, 0)"),
        ["socketpair"] = new("int", "result", Header, c =>
        {
            var ends = c.Own("int", "ends", "[2]");
            c.Leaves(3, 0, $"{ends}[0]");
            c.Leaves(3, sizeof(int), $"{ends}[1]");
            return $"socketpair(AF_UNIX, {Type(c.Known(1))}, 0, {ends})";
        }),
        ["bind"] = new("int", "result", $"{Header} sys/un.h", c => $"bind({c[0]}, {Address(c, 1)})"),
        ["listen"] = new("int", "result", Header, c => $"listen({c[0]}, {c[1]})"),
        ["accept"] = new("int", "connection", Header, c => $"accept({c[0]}, NULL, NULL)"),
        ["accept4"] = new("int", "connection", $"{Header} GNU", c => $"accept4({c[0]}, NULL, NULL, SOCK_NONBLOCK)"),
        ["connect"] = new("int", "result", $"{Header} sys/un.h", c => $"connect({c[0]}, {Address(c, 1)})"),
        ["send"] = new("ssize_t", "n", Header, c => $"send({c[0]}, {c.Data(1, (int)c.Known(2))}, {Messages(c.Known(3))})"),
        ["sendto"] = new("ssize_t", "n", $"{Header} sys/un.h", c => $"sendto({c[0]}, {c.Data(1, (int)c.Known(2))}, 0, {Address(c, 4)})"),
        ["recv"] = new("ssize_t", "n", Header, c =>
        {
            var (buffer, bytes) = c.Buffer((int)c.Known(2));
            return $"recv({c[0]}, {buffer}, {bytes}, {Messages(c.Known(3))})";
        }),
        ["shutdown"] = new("int", "result", Header, c => $"shutdown({c[0]}, {SocketFlags.Ends.Value(c.Known(1))})"),
        ["setsockopt"] = new("int", "result", $"{Header} GNU", c => $"setsockopt({c[0]}, SOL_SOCKET, SO_PASSCRED, &(int){{ 1 }}, sizeof(int))"),
        ["getsockopt"] = new("int", "result", $"{Header} GNU", c =>
        {
            var peer = c.Own("struct ucred", "peer");
            Credentials(c, 3, peer);
            return $"getsockopt({c[0]}, SOL_SOCKET, SO_PEERCRED, &{peer}, &(socklen_t){{ sizeof {peer} }})";
        }),
        ["sendmsg"] = new("ssize_t", "n", $"{Header} string.h GNU", Send),
        ["recvmsg"] = new("ssize_t", "n", $"{Header} string.h GNU", Receive),
        ["epoll_create1"] = new("int", "epoll", "sys/epoll.h", _ => "epoll_create1(0)"),
        ["epoll_ctl"] = new("int", "result", "sys/epoll.h", c =>
        {
            var watched = c.Given("struct epoll_event", "watched", $".events = {CText.Spaced(PollFlags.Epoll.Flags((uint)c.Known(4)))}, .data.fd = {c[2]}");
            return $"epoll_ctl({c[0]}, EPOLL_CTL_ADD, {c[2]}, &{watched})";
        }),
        ["epoll_wait"] = new("int", "ready", "sys/epoll.h", c =>
        {
            var found = c.Own("struct epoll_event", "found");
            c.Leaves(1, 0, $"{found}.events");
            c.Leaves(1, Epoll.DataPlace, $"{found}.data.fd");
            return $"epoll_wait({c[0]}, &{found}, 1, {c[3]})";
        }),
    };

    private static string Type(long type) => string.Join(" | ", Types.Flags(type).Split('|').Reverse());

    private static string Messages(long flags) => CText.Spaced(SocketFlags.Messages.Flags(flags));

    /// <summary>The address and its length.</summary>
    private static string Address(CCall c, int argument)
    {
        var length = (int)c.Known(argument + 1);
        var path = c.Bytes(argument, length)[sizeof(short)..];
        var address = c.Own("struct sockaddr_un", "address", $" = {{ AF_UNIX, {CText.Quote(path[0] == 0 ? path : path[..^1])} }}");
        return $"(struct sockaddr *)&{address}, {length}";
    }

    private static void Credentials(CCall c, int argument, string variable)
    {
        c.Leaves(argument, 0, $"{variable}.pid");
        c.Leaves(argument, sizeof(int), $"{variable}.uid");
        c.Leaves(argument, 2 * sizeof(int), $"{variable}.gid");
    }

    private static string Send(CCall c)
    {
        c.Define("send_with", """
            /* Sends bytes and one control message with them. */
            static ssize_t send_with(int socket, const char *bytes, size_t count, int type, const void *data, size_t size)
            {
                union { struct cmsghdr align; char space[CMSG_SPACE(sizeof(struct ucred))]; } control = { 0 };
                struct iovec part = { (void *)bytes, count };
                struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_SPACE(size) };
                struct cmsghdr *header = CMSG_FIRSTHDR(&message);
                header->cmsg_len = CMSG_LEN(size);
                header->cmsg_level = SOL_SOCKET;
                header->cmsg_type = type;
                memcpy(CMSG_DATA(header), data, size);
                return sendmsg(socket, &message, 0);
            }
            """);
        var control = c.Behind(1, SysSocket.MessageControl, SysSocket.ControlHeaderBytes + SysSocket.CredentialsBytes);
        int Word(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadInt32LittleEndian(bytes[place..]);
        const int Uid = SysSocket.ControlHeaderBytes + sizeof(int), Gid = Uid + sizeof(int);
        var (type, data) = Word(control, SysSocket.ControlType) == SysSocket.SCM_RIGHTS
            ? ("SCM_RIGHTS", $"&(int){{ {c[4]} }}, sizeof(int)")
            : ("SCM_CREDENTIALS", $"&(struct ucred){{ {c[4]}, {Word(control, Uid)}, {Word(control, Gid)} }}, sizeof(struct ucred)");
        return $"send_with({c[0]}, {c.Data(3, (int)c.Known(5))}, {type}, {data})";
    }

    private static string Receive(CCall c)
    {
        c.Define("receive_with", """
            /* Receives bytes and the data of one control message with them. */
            static ssize_t receive_with(int socket, void *buffer, size_t bytes, int flags, void *data, size_t size, int *message_flags)
            {
                union { struct cmsghdr align; char space[CMSG_SPACE(sizeof(struct ucred))]; } control;
                struct iovec part = { buffer, bytes };
                struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_SPACE(size) };
                ssize_t n = recvmsg(socket, &message, flags);
                struct cmsghdr *header = n < 0 ? NULL : CMSG_FIRSTHDR(&message);
                memset(data, 0xff, size);
                if (header != NULL)
                    memcpy(data, CMSG_DATA(header), size);
                *message_flags = message.msg_flags;
                return n;
            }
            """);
        var (buffer, bytes) = c.Buffer((int)c.Known(5));
        var flags = c.Own("int", "message_flags");
        c.Leaves(1, SysSocket.MessageFlagsPlace, flags);
        var isDescriptor = BinaryPrimitives.ReadInt64LittleEndian(c.Behind(1, SysSocket.MessageControl, sizeof(long))) < SysSocket.ControlHeaderBytes + SysSocket.CredentialsBytes;
        var brought = isDescriptor ? c.Own("int", "received") : c.Own("struct ucred", "sender");
        if (isDescriptor)
        {
            c.Leaves(4, 0, brought);
        }
        else
        {
            Credentials(c, 4, brought);
        }

        return $"receive_with({c[0]}, {buffer}, {bytes}, {Messages(c.Known(2))}, &{brought}, sizeof {brought}, &{flags})";
    }
}
