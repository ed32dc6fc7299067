namespace Ipc.Tracing.Decoding;

/// <summary>struct msghdr: a message with its buffers, and the descriptors or credentials that go with it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/cmsg.3.html"/>
internal static class SocketMessage
{
    private const int SOL_SOCKET = 1, SCM_RIGHTS = 1, SCM_CREDENTIALS = 2, SCM_PIDFD = 4;

    private static readonly Structure Header = new(
        Field.Pointer("msg_name"), Field.Int("msg_namelen"), Field.Pointer("msg_iov"), Field.UnsignedLong("msg_iovlen"), Field.Pointer("msg_control"), Field.UnsignedLong("msg_controllen"), Field.UnsignedInt("msg_flags"));

    private static readonly Structure ControlHeader = new(Field.UnsignedLong("cmsg_len"), Field.Int("cmsg_level"), Field.Int("cmsg_type"));
    private static readonly Structure Counted = new(Field.Of("msg_hdr", Header), Field.UnsignedInt("msg_len"));

    /// <summary>struct ucred.</summary>
    internal static Structure Credentials { get; } = new(Field.Int("pid"), Field.UnsignedInt("uid"), Field.UnsignedInt("gid"));

    /// <summary>A message that is sent.</summary>
    internal static string? Sent(CallContext call, long address) => Text(call, address, long.MaxValue, namedLength: null);

    /// <summary>At the entry of recvmsg: the address; the length of the buffer for the sender's address is noted.</summary>
    internal static string? BeforeReceive(CallContext call, long address)
    {
        call.Noted = Header.Find(call, address) is null ? null : Header.Get(call, address, "msg_namelen");
        return Show.Address(call, address);
    }

    /// <summary>A message that was received.</summary>
    internal static string? Received(CallContext call, long address, string? before) =>
        !call.Failed ? Text(call, address, call.Result, call.Noted)
        : call.Noted is { } length ? $"{{msg_namelen={length}}}"
        : before;

    /// <summary>Several messages in a row, of which as many were sent or received as the call returned.</summary>
    internal static string? Several(CallContext call, long address, string? before) => call.Failed ? before : Show.Array(call, address, call.Result, Counted.Bytes, (c, at) =>
    {
        var length = Counted.Get(c, at, "msg_len");
        var isReceived = c.Name == "recvmmsg";
        return Text(c, at, isReceived ? length : long.MaxValue, namedLength: null) is ['{', ..] text ? $"{{msg_hdr={text}, msg_len={length}}}" : null;
    });

    private static string? Text(CallContext call, long address, long bytes, long? namedLength)
    {
        if (Header.Find(call, address) is null)
        {
            return Show.Address(call, address);
        }

        long Get(string name) => Header.Get(call, address, name);
        var nameLength = (int)Get("msg_namelen");
        var room = (int)Math.Min(namedLength ?? nameLength, nameLength);
        var name = room > 0 ? SocketAddress.Text(call, Get("msg_name"), room) : Show.Address(call, Get("msg_name"));
        var length = namedLength is { } before && before != nameLength ? $"{before} => {nameLength}" : $"{nameLength}";
        var control = Get("msg_controllen");
        var ancillary = control == 0 ? "" : $"msg_control={Ancillary(call, Get("msg_control"), control)}, ";
        return $"{{msg_name={name}, msg_namelen={length}, msg_iov={IoVector.Texts(call, Get("msg_iov"), Get("msg_iovlen"), bytes)}, msg_iovlen={Get("msg_iovlen")}, {ancillary}msg_controllen={control}, msg_flags={SocketFlags.Messages.Flags(Get("msg_flags"))}}}";
    }

    private static string Ancillary(CallContext call, long address, long size)
    {
        var parts = new List<string>();
        for (var at = address; at + ControlHeader.Bytes <= address + size && ControlHeader.Find(call, at) is not null;)
        {
            var length = ControlHeader.Get(call, at, "cmsg_len");
            var level = (int)ControlHeader.Get(call, at, "cmsg_level");
            var type = (int)ControlHeader.Get(call, at, "cmsg_type");
            var data = Math.Min(length, address + size - at) - ControlHeader.Bytes;
            var typeText = level == SOL_SOCKET ? SocketFlags.Ancillary.Value((uint)type) : Show.HexInt(call, type);
            parts.Add($"{{cmsg_len={length}, cmsg_level={SocketFlags.Levels.Value((uint)level)}, cmsg_type={typeText}{(data > 0 ? $", cmsg_data={Data(call, at + ControlHeader.Bytes, data, level, type)}" : "")}}}");
            if (length < ControlHeader.Bytes)
            {
                break;
            }

            at += (length + sizeof(long) - 1) / sizeof(long) * sizeof(long);
        }

        return parts.Count == 0 ? Show.Address(call, address) : $"[{string.Join(", ", parts)}]";
    }

    private static string? Data(CallContext call, long address, long bytes, int level, int type) => (level, type) switch
    {
        (SOL_SOCKET, SCM_RIGHTS or SCM_PIDFD) => Show.Ints(call, address, bytes / sizeof(int)),
        (SOL_SOCKET, SCM_CREDENTIALS) when bytes >= Credentials.Bytes => Credentials.Show(call, address),
        _ => Show.Text(call, address, bytes),
    };
}
