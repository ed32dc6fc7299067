using Ipc.Native;

namespace Ipc.Sockets;

/// <summary>What a call on a socket came to, where failing is a part of the experiment.</summary>
internal static class SocketCall
{
    /// <summary>The bytes, or <c>null</c> for EAGAIN: nothing is there.</summary>
    internal static byte[]? Try(Func<byte[]> receive)
    {
        try
        {
            return receive();
        }
        catch (PosixException e) when (e.Errno == Errno.EAGAIN)
        {
            return null;
        }
    }

    /// <summary>The errno of a call, or <c>null</c> where it succeeded.</summary>
    internal static Errno? Failure(Action call)
    {
        try
        {
            call();
            return null;
        }
        catch (PosixException e)
        {
            return e.Errno;
        }
    }

    /// <summary>"3 bytes", "end of file", or an errno.</summary>
    internal static string Received(Func<byte[]> receive)
    {
        try
        {
            return receive() is { Length: > 0 and var bytes } ? $"{bytes} bytes" : "end of file";
        }
        catch (PosixException e)
        {
            return $"{e.Errno}";
        }
    }
}
