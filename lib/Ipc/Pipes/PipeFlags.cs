using Ipc.Native;

namespace Ipc.Pipes;

/// <summary>What /proc/PID/fdinfo shows of one end of a pipe that pipe2(2) made with certain flags.</summary>
/// <param name="Given">The flags given to pipe2, or "none".</param>
/// <param name="End">Which end.</param>
/// <param name="Access">What it is open for.</param>
/// <param name="Shown">The flags that the kernel shows.</param>
public sealed record PipeFlags([property: Column("pipe2 was given")] string Given, string End, string Access, [property: Column("fdinfo shows")] string Shown) : IObservation
{
    /// <summary>Makes pipes with no flag, with each flag and with all of them, and looks both ends up.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/pipe.2.html"/>
    public static IReadOnlyList<PipeFlags> ObserveAll() =>
    [
        .. Observe("none", closeOnExec: false),
        .. Observe("O_CLOEXEC", closeOnExec: true),
        .. Observe("O_NONBLOCK", closeOnExec: false, nonBlocking: true),
        .. Observe("O_DIRECT", closeOnExec: false, packets: true),
        .. Observe("O_NONBLOCK|O_DIRECT|O_CLOEXEC", closeOnExec: true, nonBlocking: true, packets: true),
    ];

    private static PipeFlags[] Observe(string given, bool closeOnExec, bool nonBlocking = false, bool packets = false)
    {
        try
        {
            using var pipe = Pipe.Create(nonBlocking, packets, closeOnExec);
            var ends = pipe.Descriptors;
            return [new(given, pipe.ReadEnd.Name, ends[0].Access, ends[0].Flags), new(given, pipe.WriteEnd.Name, ends[1].Access, ends[1].Flags)];
        }
        catch (PosixException e) when (e.Errno == Errno.EINVAL)
        {
            return [new(given, "none was made", "", e.Message)];
        }
    }
}
