namespace Ipc.Tracing.Decoding;

/// <summary>sys/socket.h, netinet/in.h and netinet/tcp.h by name.</summary>
internal static class SocketFlags
{
    private static readonly FlagSet Types = FlagSet.Numbered("SOCK", "SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET SOCK_DCCP - - - SOCK_PACKET", first: 1);
    private static readonly FlagSet TypeBits = new("SOCK", (0x80000, "SOCK_CLOEXEC"), (0x800, "SOCK_NONBLOCK"));
    private static readonly FlagSet NetlinkFamilies = FlagSet.Numbered("NETLINK",
        "NETLINK_ROUTE NETLINK_UNUSED NETLINK_USERSOCK NETLINK_FIREWALL NETLINK_SOCK_DIAG NETLINK_NFLOG NETLINK_XFRM NETLINK_SELINUX NETLINK_ISCSI NETLINK_AUDIT NETLINK_FIB_LOOKUP NETLINK_CONNECTOR NETLINK_NETFILTER NETLINK_IP6_FW NETLINK_DNRTMSG NETLINK_KOBJECT_UEVENT NETLINK_GENERIC");

    private static readonly FlagSet Protocols = new("IPPROTO",
        (0, "IPPROTO_IP"), (1, "IPPROTO_ICMP"), (2, "IPPROTO_IGMP"), (4, "IPPROTO_IPIP"), (6, "IPPROTO_TCP"), (17, "IPPROTO_UDP"), (41, "IPPROTO_IPV6"), (58, "IPPROTO_ICMPV6"), (132, "IPPROTO_SCTP"), (136, "IPPROTO_UDPLITE"), (255, "IPPROTO_RAW"), (262, "IPPROTO_MPTCP"));

    private static readonly FlagSet SocketOptions = FlagSet.Numbered("SO",
        "SO_DEBUG SO_REUSEADDR SO_TYPE SO_ERROR SO_DONTROUTE SO_BROADCAST SO_SNDBUF SO_RCVBUF SO_KEEPALIVE SO_OOBINLINE SO_NO_CHECK SO_PRIORITY SO_LINGER SO_BSDCOMPAT SO_REUSEPORT SO_PASSCRED SO_PEERCRED SO_RCVLOWAT SO_SNDLOWAT SO_RCVTIMEO_OLD SO_SNDTIMEO_OLD - - - SO_BINDTODEVICE SO_ATTACH_FILTER SO_DETACH_FILTER SO_PEERNAME SO_TIMESTAMP_OLD SO_ACCEPTCONN SO_PEERSEC SO_SNDBUFFORCE SO_RCVBUFFORCE SO_PASSSEC SO_TIMESTAMPNS_OLD SO_MARK SO_TIMESTAMPING_OLD SO_PROTOCOL SO_DOMAIN SO_RXQ_OVFL SO_WIFI_STATUS SO_PEEK_OFF SO_NOFCS SO_LOCK_FILTER SO_SELECT_ERR_QUEUE SO_BUSY_POLL", first: 1)
        .With((59, "SO_PEERGROUPS"), (60, "SO_ZEROCOPY"), (77, "SO_PEERPIDFD"));

    private static readonly FlagSet TcpOptions = FlagSet.Numbered("TCP",
        "TCP_NODELAY TCP_MAXSEG TCP_CORK TCP_KEEPIDLE TCP_KEEPINTVL TCP_KEEPCNT TCP_SYNCNT TCP_LINGER2 TCP_DEFER_ACCEPT TCP_WINDOW_CLAMP TCP_INFO TCP_QUICKACK TCP_CONGESTION", first: 1)
        .With((18, "TCP_USER_TIMEOUT"), (23, "TCP_FASTOPEN"));

    private static readonly FlagSet IpOptions = new("IP", (1, "IP_TOS"), (2, "IP_TTL"), (10, "IP_MTU_DISCOVER"), (11, "IP_RECVERR"), (8, "IP_PKTINFO"));
    private static readonly FlagSet Ipv6Options = new("IPV6", (16, "IPV6_UNICAST_HOPS"), (23, "IPV6_MTU_DISCOVER"), (25, "IPV6_RECVERR"), (26, "IPV6_V6ONLY"), (49, "IPV6_RECVPKTINFO"));

    internal static FlagSet Families { get; } = FlagSet.Numbered("AF",
        "AF_UNSPEC AF_UNIX AF_INET AF_AX25 AF_IPX AF_APPLETALK AF_NETROM AF_BRIDGE AF_ATMPVC AF_X25 AF_INET6 - - - - AF_KEY AF_NETLINK AF_PACKET - - - - - - - - - - - AF_CAN AF_TIPC AF_BLUETOOTH - - - - - - AF_ALG - AF_VSOCK - - - AF_XDP");

    internal static FlagSet Levels { get; } = new("SOL", (0, "SOL_IP"), (1, "SOL_SOCKET"), (6, "SOL_TCP"), (17, "SOL_UDP"), (41, "SOL_IPV6"), (58, "SOL_ICMPV6"), (255, "SOL_RAW"), (263, "SOL_PACKET"), (270, "SOL_NETLINK"));

    internal static FlagSet Messages { get; } = FlagSet.Bits("MSG",
        "MSG_OOB MSG_PEEK MSG_DONTROUTE MSG_CTRUNC MSG_PROBE MSG_TRUNC MSG_DONTWAIT MSG_EOR MSG_WAITALL MSG_FIN MSG_SYN MSG_CONFIRM MSG_RST MSG_ERRQUEUE MSG_NOSIGNAL MSG_MORE MSG_WAITFORONE MSG_SENDPAGE_NOPOLICY MSG_BATCH MSG_NO_SHARED_FRAGS")
        .With((0x4000000, "MSG_ZEROCOPY"), (0x20000000, "MSG_FASTOPEN"), (0x40000000, "MSG_CMSG_CLOEXEC"));

    internal static FlagSet Ends { get; } = FlagSet.Numbered("SHUT", "SHUT_RD SHUT_WR SHUT_RDWR");

    /// <summary>The kinds of ancillary data at level SOL_SOCKET.</summary>
    internal static FlagSet Ancillary { get; } = FlagSet.Numbered("SCM", "SCM_RIGHTS SCM_CREDENTIALS SCM_SECURITY SCM_PIDFD", first: 1);

    /// <summary>The flags that accept4 gives the new descriptor.</summary>
    internal static FlagSet AcceptFlags => TypeBits;

    /// <summary>The type of a socket and the two flags that may stand beside it.</summary>
    internal static string Type(CallContext call, long word)
    {
        const int TypeMask = 0xf;
        var bits = (uint)word & ~(uint)TypeMask;
        return Types.Value(word & TypeMask) + (bits != 0 ? "|" + TypeBits.Flags(bits) : "");
    }

    /// <summary>The protocol, whose names depend on the family.</summary>
    internal static string? Protocol(CallContext call, long word) => Families.Find((uint)call.Words[0]) switch
    {
        "AF_INET" or "AF_INET6" => Protocols.Value(call, word),
        "AF_NETLINK" => NetlinkFamilies.Value(call, word),
        "AF_PACKET" => (ushort)word == 0x300 ? "htons(ETH_P_ALL)" : $"htons({Show.HexInt(call, (((ushort)word & 0xff) << 8) | ((ushort)word >> 8))})",
        _ => Show.UnsignedInt(call, word),
    };

    /// <summary>An option, whose names depend on the level.</summary>
    internal static string? Option(CallContext call, long word) => Levels.Find((uint)call.Words[1]) switch
    {
        "SOL_SOCKET" => SocketOptions.Value(call, word),
        "SOL_TCP" => TcpOptions.Value(call, word),
        "SOL_IP" => IpOptions.Value(call, word),
        "SOL_IPV6" => Ipv6Options.Value(call, word),
        _ => Show.UnsignedInt(call, word),
    };
}
