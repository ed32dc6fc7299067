using System.Text;
using Ipc.Children;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Tests.Sockets;

public sealed class UnixSocketTests
{
    [Fact]
    public void What_one_of_a_pair_sends_the_other_receives()
    {
        var (first, second) = UnixSocket.Pair(SocketKind.SequencedPacket);
        using (first)
        using (second)
        {
            Assert.Equal(5, first.Send("hello"));
            Assert.Equal("hello", Encoding.UTF8.GetString(second.Receive()));
        }
    }

    [Fact]
    public void A_connection_by_name_has_the_client_as_its_peer()
    {
        using var name = SocketName.AtPath();
        using var listener = UnixSocket.At(name);
        using var child = Fork.Start(c =>
        {
            var socket = c.Socket(SocketKind.Stream);
            c.Connect(socket, name);
            c.Receive(socket);
            c.Exit(0);
        });
        using var connection = listener.Accept();
        Assert.Equal(child.Pid, connection.Peer.Pid);
        connection.Send("go on");
        Assert.Equal(ExitStatus.FromRaw(0), child.Wait());
    }

    [Fact]
    public void After_shutdown_of_one_half_the_other_half_still_goes()
    {
        var (first, second) = UnixSocket.Pair();
        using (first)
        using (second)
        {
            first.Shutdown(ShutdownEnd.Write);
            Assert.Empty(second.Receive());
            second.Send("still here");
            Assert.Equal("still here", Encoding.UTF8.GetString(first.Receive()));
            Assert.Equal(Errno.EPIPE, Assert.Throws<PosixException>(() => first.Send("x")).Errno);
        }
    }

    [Fact]
    public void Without_a_connection_there_is_no_peer()
    {
        using var socket = UnixSocket.Create();
        Assert.Equal(Errno.ENOTCONN, Assert.Throws<PosixException>(() => socket.Peer).Errno);
        using var name = SocketName.AtPath();
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => socket.Connect(name)).Errno);
    }

    [Fact]
    public void The_send_buffer_decides_how_much_goes_in()
    {
        var (first, second) = UnixSocket.Pair(nonBlocking: true);
        using (first)
        using (second)
        {
            int Fill()
            {
                var sent = 0;
                while (true)
                {
                    try
                    {
                        sent += first.Send(new byte[512]);
                    }
                    catch (PosixException e) when (e.Errno == Errno.EAGAIN)
                    {
                        return sent;
                    }
                }
            }

            first.SendBufferBytes = 8192;
            Assert.Equal(8192, first.SendBufferBytes);
            Assert.InRange(Fill(), 512, 8192);
        }
    }
}
