using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Sockets;

namespace Ipc.Children.CSource;

/// <content>Unix sockets of the parent: pairs, and sockets that listen.</content>
internal sealed partial class CMemory
{
    private static string TypeOf(SocketEntry socket, OpenDescriptor found) => CText.Spaced(string.Join(
        '|',
        [
            socket.Kind switch { SocketKind.Stream => "SOCK_STREAM", SocketKind.Datagram => "SOCK_DGRAM", _ => "SOCK_SEQPACKET" },
            .. found.Flags.Contains("O_NONBLOCK", StringComparison.Ordinal) ? ["SOCK_NONBLOCK"] : Array.Empty<string>(),
            "SOCK_CLOEXEC",
        ]));

    /// <summary>Takes out of the list what C can make: pairs of which an end is inherited, and sockets with a name.</summary>
    private void Sockets(List<(FileDescriptor Descriptor, OpenDescriptor Found)> open, CNames names)
    {
        if (!open.Any(one => IsSocket(one.Found)))
        {
            return;
        }

        var known = SockDiag.UnixSockets();
        var entries = open.Where(one => IsSocket(one.Found)).Select(one => (one.Descriptor, one.Found, Entry: known.GetValueOrDefault(Inode(one.Found)))).ToList();
        foreach (var (descriptor, found, entry) in entries.Where(one => one.Entry is not null && !expressions.ContainsKey(one.Descriptor)))
        {
            if (entry!.Peer != 0 && entry.Name.Length == 0)
            {
                Pair(descriptor, entries.Find(one => one.Entry?.Inode == entry.Peer).Descriptor, TypeOf(entry, found), names);
            }
            else if (entry.Peer == 0 && entry.Name.Length > 0)
            {
                Named(descriptor, entry, TypeOf(entry, found), names);
            }
        }

        open.RemoveAll(one => expressions.ContainsKey(one.Descriptor));
    }

    private static bool IsSocket(OpenDescriptor found) => found.Target.StartsWith("socket:[", StringComparison.Ordinal);

    private static long Inode(OpenDescriptor found) => long.Parse(found.Target["socket:[".Length..^1], System.Globalization.CultureInfo.InvariantCulture);

    private void Pair(FileDescriptor first, FileDescriptor? second, string type, CNames names)
    {
        var name = names.Fresh("sockets", isGlobal: true);
        expressions[first] = $"{name}[0]";
        if (second is not null)
        {
            expressions[second] = $"{name}[1]";
        }

        declarations[name] = $"int {name}[2]";
        preparations.Add((name, $"socketpair(AF_UNIX, {type}, 0, {name})"));
        Headers.Add("sys/socket.h");
        Calls++;
    }

    private void Named(FileDescriptor descriptor, SocketEntry entry, string type, CNames names)
    {
        var name = expressions[descriptor] = names.Fresh(names.CapturedSocket(descriptor) ?? "listener", isGlobal: true);
        var (path, address) = (entry.Name[0] == '@' ? $"\0{entry.Name[1..]}" : entry.Name, names.Fresh($"{name}_address", isGlobal: true));
        declarations[name] = $"int {name}";
        preparations.Add((name, $"{name} = socket(AF_UNIX, {type}, 0)"));
        preparations.Add((null, $"struct sockaddr_un {address} = {{ AF_UNIX, {CText.Quote(path)} }}"));

        // A path ends with a NUL that counts; an abstract name ends where the address does.
        var bytes = sizeof(short) + System.Text.Encoding.UTF8.GetByteCount(path) + (path[0] == 0 ? 0 : 1);
        preparations.Add((null, $"bind({name}, (struct sockaddr *)&{address}, {bytes})"));
        Headers.UnionWith(["sys/socket.h", "sys/un.h"]);
        Calls += 2;
        if (entry.Backlog is { } backlog)
        {
            preparations.Add((null, $"listen({name}, {backlog})"));
            Calls++;
        }
    }
}
