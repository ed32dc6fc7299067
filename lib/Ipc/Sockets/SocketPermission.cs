using Ipc.Children;
using Ipc.Native;
using Ipc.Zombies;

namespace Ipc.Sockets;

/// <summary>Whether an ordinary user may connect to a socket that is open to all, or closed by the permissions of its file.</summary>
/// <param name="Name">What kind of name it has, and with which permissions.</param>
/// <param name="Connect">"connected", or why not.</param>
public sealed record SocketPermission([property: Column("the socket's name")] string Name, string Connect) : IObservation
{
    /// <summary>Tries a path whose file may be written to, one whose file may only be read, and an abstract name.</summary>
    /// <exception cref="PosixException">EPERM: this machine does not let root become an ordinary user.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<SocketPermission> ObserveAll() =>
    [
        AtPath("a path, mode 0600", UnixFileMode.UserRead | UnixFileMode.UserWrite),
        AtPath("a path, mode 0400", UnixFileMode.UserRead),
        Abstract(),
    ];

    private static SocketPermission AtPath(string words, UnixFileMode mode)
    {
        using var name = SocketName.AtPath("socket", OrdinaryUser.Id);
        return Observe(words, name, () => File.SetUnixFileMode(name.Path, mode));
    }

    private static SocketPermission Abstract()
    {
        using var name = SocketName.Abstract();
        return Observe("an abstract name", name, () => { });
    }

    private static SocketPermission Observe(string words, SocketName name, Action close)
    {
        using SharedWord bound = SharedWord.Create(), closed = SharedWord.Create();
        Value? become = null, connect = null;
        using var owner = Fork.Start(c =>
        {
            become = OrdinaryUser.Become(c);
            var socket = c.Socket(SocketKind.Stream);
            c.Bind(socket, name);
            c.Listen(socket);
            c.Store(bound, 1);
            c.SpinUntil(closed, 1);
            connect = c.Connect(c.Socket(SocketKind.Stream), name);
            c.Exit(0);
        });
        SpinWait.SpinUntil(() => bound.Value == 1, TimeSpan.FromSeconds(8));
        close();
        closed.Value = 1;
        owner.Wait();
        return OrdinaryUser.Refusal(owner, become) is { } refusal
            ? throw refusal
            : new(words, owner.StepsOf(connect!)[0].Errno is { } errno ? $"{errno}" : "connected");
    }
}
