using Ipc.Children;
using Ipc.Hangs;
using Ipc.ProcFs;

namespace Ipc.Sockets;

/// <summary>Whether a server answered a client that asks while another one is connected, came first, and says nothing.</summary>
/// <param name="Server">How the server waits.</param>
/// <param name="Answered">Whether the second client had its answer while the first was still silent.</param>
/// <param name="Threads">How many threads the server had.</param>
public sealed record EventLoop(string Server, [property: Column("the second client is answered")] bool Answered, int Threads) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>What everybody waited for while the first client was silent.</summary>
    [Column(Hidden = true)]
    public required HangReport Hang { get; init; }

    /// <summary>What the server and both clients did, step by step.</summary>
    [Column(Hidden = true)]
    public required IReadOnlyList<ChildTrace> Traces { get; init; }

    /// <summary>Puts both servers before a client that says nothing and one that asks.</summary>
    /// <exception cref="TimeoutException">They did not get that far.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/epoll.7.html"/>
    public static IReadOnlyList<EventLoop> ObserveAll() => [Observe("one client after another", ServeInTurn), Observe("epoll", Serve)];

    /// <summary>Records a server that waits for all its clients at once, with epoll, and answers each.</summary>
    /// <param name="c">The server's program; it goes on after the last client has ended.</param>
    /// <param name="listener">A socket that listens.</param>
    /// <param name="clients">How many clients come.</param>
    public static void Serve(ChildProgram c, UnixSocket listener, int clients)
    {
        ArgumentNullException.ThrowIfNull(c);
        var epoll = c.EpollCreate();
        c.EpollAdd(epoll, listener, EpollEvents.In);
        var ended = c.Number(0);
        c.While(() => ended < clients, () =>
        {
            var ready = c.EpollWait(epoll).Descriptor;
            c.If(ready.Is(listener), () => c.EpollAdd(epoll, c.Accept(listener), EpollEvents.In), () => c.If(
                c.Receive(ready) > 0,
                () => c.Send(ready, "answer", MessageFlags.NoSignal),
                () =>
                {
                    c.Close(ready);
                    c.Assign(ended, ended + 1);
                }));
        });
    }

    /// <summary>Records a server that has one client at a time, until that one ends.</summary>
    /// <param name="c">The server's program; it goes on after the last client has ended.</param>
    /// <param name="listener">A socket that listens.</param>
    /// <param name="clients">How many clients come.</param>
    public static void ServeInTurn(ChildProgram c, UnixSocket listener, int clients)
    {
        ArgumentNullException.ThrowIfNull(c);
        c.Repeat(clients, () =>
        {
            var client = c.Accept(listener);
            c.While(() => c.Receive(client) > 0, () => c.Send(client, "answer", MessageFlags.NoSignal));
            c.Close(client);
        });
    }

    private static EventLoop Observe(string words, Action<ChildProgram, UnixSocket, int> serve)
    {
        using var name = SocketName.Abstract();
        using var listener = UnixSocket.At(name);
        using var server = Fork.Start(c =>
        {
            serve(c, listener, 2);
            c.Exit(0);
        });
        using var silent = Fork.Start(c =>
        {
            c.Connect(c.Socket(SocketKind.Stream), name);
            c.Pause();
            c.Exit(0);
        });
        Await(() => Pending(silent)?.Call == "pause", server, silent);
        using var asking = Fork.Start(c =>
        {
            var socket = c.Socket(SocketKind.Stream);
            c.Connect(socket, name);
            c.Send(socket, "question");
            c.Receive(socket);
            c.Pause();
            c.Exit(0);
        });

        // All have come to rest: each sleeps in a call that nobody who is awake could end.
        Await(() => Sleeps(server) && Sleeps(asking) && Sleeps(server) && Pending(asking)!.Call is "recv" or "pause", server, asking);
        var answered = Pending(asking)!.Call == "pause";
        var (hang, threads) = (HangReport.Of(server.Pid, silent.Pid, asking.Pid), ProcessStat.ThreadsOf(server.Pid).Count);
        silent.Dispose();
        Await(() => Pending(asking)?.Call == "pause", server, asking);
        asking.Dispose();
        server.Wait();
        return new(words, answered, threads) { Hang = hang, Traces = [server.Trace, silent.Trace, asking.Trace] };
    }

    private static ChildStep? Pending(ChildProcess child) => child.Trace.Steps is [.., { End: null } last] ? last : null;

    private static bool Sleeps(ChildProcess child) => Pending(child) is { } before && ProcessStat.Find(child.Pid)?.State == ProcessState.Sleeping && Pending(child)?.Start == before.Start;

    private static void Await(Func<bool> state, ChildProcess server, ChildProcess client)
    {
        if (!SpinWait.SpinUntil(state, Patience))
        {
            throw new TimeoutException($"the server or its client did not get that far; {HangReport.Of(server.Pid, client.Pid)}");
        }
    }
}
