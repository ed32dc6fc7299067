using Ipc.Children;
using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>What became of a socket's name at each moment of its life: of a path, and of an abstract name.</summary>
/// <param name="Moment">What happened, or was tried.</param>
/// <param name="AtPath">What came of it with a path.</param>
/// <param name="IsAbstract">What came of it with an abstract name; empty where there is no such thing.</param>
public sealed record SocketNameFate(string Moment, [property: Column("a path")] string AtPath, [property: Column("an abstract name")] string IsAbstract) : IObservation
{
    /// <summary>Gives a socket a name, kills its owner, and tries to take the name again.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<SocketNameFate> ObserveAll()
    {
        using var path = SocketName.AtPath();
        using var unseen = SocketName.Abstract();
        var (first, second) = (Observe(path), Observe(unseen));
        return [.. first.Select((one, i) => new SocketNameFate(one.Moment, one.Outcome, i < second.Count ? second[i].Outcome : ""))];
    }

    private static List<(string Moment, string Outcome)> Observe(SocketName name)
    {
        var seen = new List<(string, string)>();
        using var bound = SharedWord.Create();
        using (var owner = Fork.Start(c =>
        {
            var socket = c.Socket(SocketKind.Stream);
            c.Bind(socket, name);
            c.Listen(socket);
            c.Store(bound, 1);
            c.Pause();
            c.Exit(0);
        }))
        {
            SpinWait.SpinUntil(() => bound.Value == 1, TimeSpan.FromSeconds(8));
            seen.Add(("its owner has bound it", name.Exists ? "a file" : "no file"));
            seen.Add(("another binds it", Bind(name)));
            seen.Add(("a client connects", Connect(name)));
        }

        seen.Add(("its owner has been killed", name.Exists ? "a file" : "no file"));
        seen.Add(("a client connects then", Connect(name)));
        seen.Add(("a new owner binds it", Bind(name)));
        if (!name.IsAbstract)
        {
            name.Unlink();
            seen.Add(("the file is removed, and a new owner binds it", Bind(name)));
        }

        return seen;
    }

    private static string Bind(SocketName name)
    {
        using var socket = UnixSocket.Create();
        return Outcome(SocketCall.Failure(() => socket.Bind(name)));
    }

    private static string Connect(SocketName name)
    {
        using var socket = UnixSocket.Create();
        return Outcome(SocketCall.Failure(() => socket.Connect(name)));
    }

    private static string Outcome(Errno? errno) => errno is { } failure ? $"{failure}" : "done";
}
