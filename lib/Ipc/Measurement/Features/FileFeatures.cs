using System.Net.Sockets;
using System.Text;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Measurement.Features;

/// <summary>What has a name in a file system, and locks on it.</summary>
internal static class FileFeatures
{
    private const int OwnerOnly = 0x180; // rw-------

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("FIFO", "chapter 06: F1 to F5 are not observed; TMPDIR may name a directory that can hold FIFOs", Fifo),
        new("Unix sockets", "chapter 08: U1 and U2 are not observed", UnixSockets),
        new("flock", "chapter 12: K1 and K2 are not observed; TMPDIR may name a directory on another disk", () => Contended(fd => SysFile.Lock(fd, SysFile.LOCK_EX | SysFile.LOCK_NB), "flock")),
        new("OFD locks", "chapter 12: K2 is not observed for locks of open file descriptions", () => Contended(FileLock.TryLockDescription, "fcntl")),
        new("pseudo-terminals", "chapter 04: J3, J4 and J5 are not observed; a container needs /dev/pts", PseudoTerminal),
    ];

    private static FileDescriptor Open(string path, int flags) => new((int)Unistd.Checked("open", path, () => Unistd.Open(path, Unistd.O_RDWR | Unistd.O_CLOEXEC | flags, OwnerOnly)), path);

    private static Attempt Fifo()
    {
        using var scratch = Scratch.Create("doctor");
        var path = scratch.File("fifo");
        Unistd.Checked("mkfifo", path, () => SysStat.MakeFifo(path, OwnerOnly));
        using var reader = Open(path, Unistd.O_NONBLOCK);
        using var writer = Open(path, Unistd.O_NONBLOCK);
        writer.Write("laboratory");
        var found = Encoding.UTF8.GetString(reader.Read());
        return new(found == "laboratory" && new FileInfo(path).Length == 0, $"bytes went through a FIFO on {TypeOf(scratch)}, which holds none of them");
    }

    private static Attempt UnixSockets()
    {
        using var scratch = Scratch.Create("doctor");
        foreach (var type in (SocketType[])[SocketType.Stream, SocketType.Dgram, SocketType.Seqpacket])
        {
            var address = new UnixDomainSocketEndPoint(scratch.File($"{type}"));
            using var server = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
            using var client = new Socket(AddressFamily.Unix, type, ProtocolType.Unspecified);
            server.Bind(address);
            if (type != SocketType.Dgram)
            {
                server.Listen();
            }

            client.Connect(address);
            client.Send("laboratory"u8);
            using var accepted = type == SocketType.Dgram ? null : server.Accept();
            var buffer = new byte[64];
            var bytes = (accepted ?? server).Receive(buffer);
            if (bytes != "laboratory".Length)
            {
                return Attempt.Fails($"{type}: {bytes} of {"laboratory".Length} bytes came through");
            }
        }

        return Attempt.Works($"stream, datagram and seqpacket sockets on {TypeOf(scratch)} carried bytes");
    }

    /// <summary>Two open file descriptions want one lock: the second gets it once the first is closed, and not before.</summary>
    private static Attempt Contended(Func<int, int> tryLock, string call)
    {
        using var scratch = Scratch.Create("doctor");
        var path = scratch.File("lock");
        using var second = Open(path, Unistd.O_CREAT);
        using (var first = Open(path, 0))
        {
            Unistd.Checked(call, path, () => tryLock(first.Number));
            if (tryLock(second.Number) == 0)
            {
                return Attempt.Fails($"two descriptions of one file on {TypeOf(scratch)} hold the lock at once");
            }

            var refusal = PosixException.Last(call, path);
            if (refusal.Errno is not (Errno.EAGAIN or Errno.EACCES))
            {
                throw refusal;
            }
        }

        Unistd.Checked(call, path, () => tryLock(second.Number));
        return Attempt.Works($"on {TypeOf(scratch)} the second to ask waits until the first has closed the file");
    }

    private static Attempt PseudoTerminal()
    {
        var (master, slave, path) = Pty.Open();
        using (master)
        using (slave)
        {
            return new(Pty.IsTerminal(slave.Number) == 1, $"a pair was opened, with {path}");
        }
    }

    /// <summary>The type of the file system that it lies on. In a chroot there may be no mount point to find.</summary>
    private static string TypeOf(Scratch scratch)
    {
        try
        {
            return new DriveInfo(scratch.Path).DriveFormat;
        }
        catch (IOException)
        {
            return "a file system that names no type";
        }
    }
}
