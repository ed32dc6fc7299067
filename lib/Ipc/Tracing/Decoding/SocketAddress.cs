using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace Ipc.Tracing.Decoding;

/// <summary>struct sockaddr of each family: where a socket is.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/sockaddr.3type.html"/>
internal static class SocketAddress
{
    private const int AF_UNIX = 1, AF_INET = 2, AF_INET6 = 10, AF_NETLINK = 16;
    private const int Largest = 128; // struct sockaddr_storage

    /// <summary>An address that the caller gives, with its length in the argument of this index.</summary>
    internal static Decoder Given(int lengthIndex) => (call, address) => Text(call, address, (int)call.Words[lengthIndex]);

    /// <summary>An address that the kernel filled in: as much of it as it had, and as the buffer took.</summary>
    internal static Decoder Filled(int lengthIndex) => (call, address) =>
        call.Int32(call.Words[lengthIndex]) is { } length && length != 0 ? Text(call, address, (int)Math.Min(call.Noted ?? length, length)) : Show.Address(call, address);

    /// <summary>The length that the buffer has, noted at the entry: [128].</summary>
    internal static string Length(CallContext call, long address)
    {
        call.Noted = call.Int32(address);
        return Show.IntBehind(call, address);
    }

    /// <summary>The length that the kernel filled in: [128 => 16].</summary>
    internal static string? FilledLength(CallContext call, long address, string? before) =>
        call.Failed || call.Noted is not { } noted || call.Int32(address) is not { } length || length == noted ? before : $"[{noted} => {length}]";

    /// <summary>So many bytes as an address.</summary>
    internal static string Text(CallContext call, long address, int length)
    {
        var bytes = call.Bytes(address, Math.Clamp(length, 0, Largest));
        if (address == 0 || bytes.Length < 2)
        {
            return Show.Address(call, address);
        }

        var family = MemoryMarshal.Read<ushort>(bytes);
        return $"{{sa_family={SocketFlags.Families.Value(family)}{Rest(call, family, bytes[2..])}}}";
    }

    private static string Rest(CallContext call, int family, ReadOnlySpan<byte> data) => family switch
    {
        AF_UNIX => UnixPath(data),
        AF_INET when data.Length >= 14 => $", sin_port=htons({BinaryPrimitives.ReadUInt16BigEndian(data)}), sin_addr=inet_addr(\"{new IPAddress(data[2..6])}\")",
        AF_INET6 when data.Length >= 22 =>
            $", sin6_port=htons({BinaryPrimitives.ReadUInt16BigEndian(data)}), sin6_flowinfo=htonl({BinaryPrimitives.ReadUInt32BigEndian(data[2..])}), inet_pton(AF_INET6, \"{new IPAddress(data[6..22])}\", &sin6_addr)"
            + (data.Length >= 26 ? $", sin6_scope_id={BinaryPrimitives.ReadUInt32LittleEndian(data[22..])}" : ""),
        AF_NETLINK when data.Length >= 10 => $", nl_pid={BinaryPrimitives.ReadUInt32LittleEndian(data[2..])}, nl_groups=0x{BinaryPrimitives.ReadUInt32LittleEndian(data[6..]):x6}",
        _ => data.IsEmpty ? "" : $", sa_data={Show.Quote(data, call.TextBytes, more: false)}",
    };

    /// <summary>A path, or behind an @ a name in the abstract name space.</summary>
    private static string UnixPath(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
        {
            return "";
        }

        var isAbstract = path[0] == 0;
        var end = isAbstract ? path.Length : path.IndexOf((byte)0) is var at and >= 0 ? at : path.Length;
        return $", sun_path={(isAbstract ? "@" : "")}{Show.Quote(path[(isAbstract ? 1 : 0)..end], path.Length, more: false)}";
    }
}
