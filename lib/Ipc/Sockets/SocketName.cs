using System.Globalization;
using System.Text;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>
/// The address of a Unix socket: a path, where bind(2) makes a file that stays until somebody removes it, or an abstract
/// name, which is in no file system and goes with the last socket that has it. Disposing removes the file.
/// </summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
public sealed class SocketName : IDisposable
{
    private static int made;
    private readonly Scratch? folder;
    private readonly string text;

    private SocketName(Scratch? folder, string name, string text)
    {
        this.folder = folder;
        this.text = text;
        Name = name;
        Address = Encode(folder is null, text);
    }

    /// <summary>The file's name without its directory, or the abstract name behind an @, as the man pages write it.</summary>
    public string Name { get; }

    /// <summary>Whether it is an abstract name.</summary>
    public bool IsAbstract => folder is null;

    /// <summary>The path, in a directory of its own that goes with it.</summary>
    /// <exception cref="InvalidOperationException">An abstract name has none.</exception>
    public string Path => IsAbstract ? throw new InvalidOperationException($"{Name} is an abstract name and has no path") : text;

    /// <summary>Whether the file is there: bind(2) makes it, and closing the socket leaves it. Of an abstract name always false.</summary>
    public bool Exists => !IsAbstract && System.IO.Path.Exists(text);

    /// <summary>struct sockaddr_un, as much of it as counts.</summary>
    internal byte[] Address { get; }

    /// <summary>A path that does not exist yet.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="owner">The user id whom the directory belongs to, where this process is root; <c>null</c> for this process's own user.</param>
    /// <exception cref="PosixException">ENAMETOOLONG: with its directory it is longer than a socket's address can be.</exception>
    public static SocketName AtPath(string name = "socket", int? owner = null)
    {
        var folder = Scratch.Create("socket", owner);
        try
        {
            return new SocketName(folder, name, folder.File(name));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>An abstract name that nobody else has: not in a container of the same network either.</summary>
    /// <param name="name">A part of it.</param>
    /// <exception cref="PosixException">ENAMETOOLONG: it is longer than a socket's address can be.</exception>
    public static SocketName Abstract(string name = "socket")
    {
        var unique = $"{name}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}-{Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture)}";
        return new SocketName(null, $"@{unique}", unique);
    }

    /// <summary>Removes the file now. Sockets that have it stay connected; nobody else can reach them any more.</summary>
    /// <exception cref="PosixException">ENOENT: it is not there.</exception>
    public void Unlink() => Unistd.Checked("unlink", Name, () => Unistd.Unlink(Path));

    /// <inheritdoc/>
    public void Dispose() => folder?.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static byte[] Encode(bool isAbstract, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length + 1 > SysSocket.PathBytes)
        {
            throw new PosixException("bind", Errno.ENAMETOOLONG, text, $"an address has {SysSocket.PathBytes} bytes; set TMPDIR to a directory with a shorter path");
        }

        // A NUL ends a path, and begins an abstract name, which ends where the address does.
        return isAbstract ? [SysSocket.AF_UNIX, 0, 0, .. bytes] : [SysSocket.AF_UNIX, 0, .. bytes, 0];
    }
}
