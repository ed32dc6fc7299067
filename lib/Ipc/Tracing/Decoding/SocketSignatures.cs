namespace Ipc.Tracing.Decoding;

/// <summary>Sockets: making, naming, connecting them, and what goes through them.</summary>
internal static class SocketSignatures
{
    private static readonly Structure Linger = new(Field.Int("l_onoff"), Field.Int("l_linger"));

    private static readonly Parameter Socket = new("sockfd", Show.Int), Domain = new("domain", SocketFlags.Families.Value), Type = new("type", SocketFlags.Type), Protocol = new("protocol", SocketFlags.Protocol);
    private static readonly Parameter Address = new("addr", SocketAddress.Given(lengthIndex: 2)), Length = new("addrlen", Show.Int);
    private static readonly Parameter FilledAddress = new("addr", SocketAddress.Filled(lengthIndex: 2), FilledByCall: true), FilledLength = new("addrlen", SocketAddress.Length) { Afterwards = SocketAddress.FilledLength };
    private static readonly Parameter Size = new("size", Show.Size), Flags = new("flags", SocketFlags.Messages.Flags), Count = new("vlen", Show.UnsignedInt);
    private static readonly Parameter Level = new("level", SocketFlags.Levels.Value), Option = new("optname", SocketFlags.Option);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("socket", Domain, Type, Protocol),
        new("socketpair", Domain, Type, Protocol, new("sv", (call, at) => Show.Ints(call, at, 2), FilledByCall: true)),
        new("bind", Socket, Address, Length),
        new("connect", Socket, Address, Length),
        new("listen", Socket, new("backlog", Show.Int)),
        new("accept", Socket, FilledAddress, FilledLength),
        new("accept4", Socket, FilledAddress, FilledLength, new("flags", SocketFlags.AcceptFlags.Flags)),
        new("getsockname", Socket, FilledAddress, FilledLength),
        new("getpeername", Socket, FilledAddress, FilledLength),
        new("shutdown", Socket, new("how", SocketFlags.Ends.Value)),
        new("setsockopt", Socket, Level, Option, new("optval", GivenOption), new("optlen", Show.Int)),
        new("getsockopt", Socket, Level, Option, new("optval", FilledOption, FilledByCall: true), new("optlen", SocketAddress.Length) { Afterwards = SocketAddress.FilledLength }),
        new("sendto", Socket, new("buf", Show.Buffer(sizeIndex: 2)), Size, Flags, new("dest_addr", SocketAddress.Given(lengthIndex: 5)), Length),
        new("recvfrom", Socket, new("buf", Received, FilledByCall: true), Size, Flags, new("src_addr", SocketAddress.Filled(lengthIndex: 5), FilledByCall: true), FilledLength),
        new("sendmsg", Socket, new("msg", SocketMessage.Sent), Flags),
        new("recvmsg", Socket, new("msg", SocketMessage.BeforeReceive) { Afterwards = SocketMessage.Received }, Flags),
        new("sendmmsg", Socket, new("msgvec", Show.Address) { Afterwards = SocketMessage.Several }, Count, Flags),
        new("recvmmsg", Socket, new("msgvec", Show.Address) { Afterwards = SocketMessage.Several }, Count, Flags, new("timeout", TimeText.Nanoseconds.Show)),
    ];

    /// <summary>With MSG_TRUNC the call returns a message's real length, which may be more than the buffer has.</summary>
    private static string? Received(CallContext call, long address) => Show.Text(call, address, Math.Min(call.Result, call.Words[2]));

    private static string? GivenOption(CallContext call, long address) => OptionValue(call, address, (int)call.Words[4]);

    private static string? FilledOption(CallContext call, long address) =>
        call.Int32(call.Words[4]) is { } length ? OptionValue(call, address, (int)Math.Min(call.Noted ?? length, length)) : Show.Address(call, address);

    private static string? OptionValue(CallContext call, long address, int length) => SocketFlags.Option(call, call.Words[2]) switch
    {
        "SO_LINGER" => length < Linger.Bytes ? Show.Address(call, address) : Linger.Show(call, address),
        "SO_PEERCRED" => length < SocketMessage.Credentials.Bytes ? Show.Address(call, address) : SocketMessage.Credentials.Show(call, address),
        "SO_ERROR" when length == sizeof(int) && call.Int32(address) is { } error and not 0 => $"[{(Native.Errno)error}]",
        _ when length == sizeof(int) => Show.IntBehind(call, address),
        _ => Show.Text(call, address, length),
    };
}
