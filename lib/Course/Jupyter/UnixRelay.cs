using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Course.Jupyter;

/// <summary>
/// The Unix socket of a channel, for front ends that ask for the transport <c>ipc</c>. NetMQ has no Unix sockets; what it speaks is a stream
/// of bytes, so each connection is relayed to the channel's port on loopback, and back. Disposing closes all and removes the socket's file.
/// </summary>
/// <seealso href="https://rfc.zeromq.org/spec/23/">ZMTP</seealso>
internal sealed class UnixRelay : IDisposable
{
    private readonly string path;
    private readonly int port;
    private readonly Socket listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource over = new();
    private readonly List<PosixSignalRegistration> endings = [];

    /// <param name="path">The socket's file; with @ in front a name in the abstract namespace. A socket that an earlier kernel left there goes, as with ZeroMQ; another file stays.</param>
    /// <param name="port">The channel's port on loopback.</param>
    /// <exception cref="CourseException">The kernel cannot listen there.</exception>
    internal UnixRelay(string path, int port)
    {
        (this.path, this.port) = (path, port);
        try
        {
            if (!IsAbstract && IsNoRegularFile(path))
            {
                File.Delete(path);
            }

            listening.Bind(new UnixDomainSocketEndPoint(IsAbstract ? $"\0{path[1..]}" : path));
            listening.Listen();
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            listening.Dispose();
            throw new CourseException($"the kernel cannot listen at {path}: {e.Message}");
        }

        // Of these signals the process ends at once, and says so to nobody else.
        AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
        endings.AddRange(new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, _ => Remove())));
        _ = Accept();
    }

    /// <summary>A socket cannot be opened as a file can.</summary>
    private static bool IsNoRegularFile(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private bool IsAbstract => path.StartsWith('@');

    /// <inheritdoc/>
    public void Dispose()
    {
        over.Cancel();
        listening.Dispose();
        endings.ForEach(ending => ending.Dispose());
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        Remove();
    }

    private void RemoveAtExit(object? sender, EventArgs e) => Remove();

    private void Remove()
    {
        if (!IsAbstract)
        {
            File.Delete(path);
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Relay(await listening.AcceptAsync(over.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    /// <summary>Copies both ways until one side has ended: then the other ends, too.</summary>
    private async Task Relay(Socket client)
    {
        using var kernel = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
        await using var outside = new NetworkStream(client, ownsSocket: true);
        try
        {
            await kernel.ConnectAsync(IPAddress.Loopback, port, ended.Token);
            await using var inside = new NetworkStream(kernel);
            var first = await Task.WhenAny(outside.CopyToAsync(inside, ended.Token), inside.CopyToAsync(outside, ended.Token));
            ended.Cancel();
            await first;
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
        }
    }
}
