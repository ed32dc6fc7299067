using Ipc.Native;

namespace Ipc.Pipes;

/// <summary>How much a pipe holds: what was asked for, what the kernel gave, and what went in.</summary>
/// <param name="Asked">What F_SETPIPE_SZ was given; <c>null</c> for a pipe as it comes.</param>
/// <param name="Granted">What F_GETPIPE_SZ said afterwards.</param>
/// <param name="Filled">How many bytes a writer got in before EAGAIN; nobody read.</param>
/// <param name="Errno">Why F_SETPIPE_SZ refused, or <c>null</c>.</param>
public sealed record PipeCapacity(
    [property: Column(Unit = "bytes")] int? Asked,
    [property: Column(Unit = "bytes")] int Granted,
    [property: Column(Unit = "bytes")] int Filled,
    Errno? Errno) : IObservation
{
    private const int ChunkBytes = 4096;

    /// <summary>Sets the capacity of a new pipe and fills it, in writes of 4096 bytes.</summary>
    /// <param name="asked">The capacity in bytes; <c>null</c> leaves the pipe as it comes.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/F_SETPIPE_SZ.2const.html"/>
    public static PipeCapacity Observe(int? asked = null)
    {
        using var pipe = Pipe.Create(nonBlocking: true);
        var errno = asked is { } bytes ? Set(pipe, bytes) : null;
        return new PipeCapacity(asked, pipe.Capacity, Fill(pipe), errno);
    }

    /// <summary>Fills a new pipe of eight pages and then asks for half of that.</summary>
    /// <returns>The refusal: EBUSY.</returns>
    public static PipeCapacity ObserveShrinkBelowContents()
    {
        using var pipe = Pipe.Create(nonBlocking: true);
        pipe.Capacity = 8 * Environment.SystemPageSize;
        var (filled, half) = (Fill(pipe), pipe.Capacity / 2);
        var errno = Set(pipe, half);
        return new PipeCapacity(half, pipe.Capacity, filled, errno);
    }

    private static Errno? Set(Pipe pipe, int bytes)
    {
        try
        {
            pipe.Capacity = bytes;
            return null;
        }
        catch (PosixException e) when (e.Errno is Native.Errno.EPERM or Native.Errno.EBUSY or Native.Errno.EINVAL or Native.Errno.ENOMEM)
        {
            return e.Errno;
        }
    }

    private static int Fill(Pipe pipe)
    {
        var chunk = new byte[ChunkBytes];
        while (pipe.TryWrite(chunk) is not null)
        {
            // Until there is no room: the kernel counts what went in.
        }

        return pipe.BytesWaiting;
    }
}
