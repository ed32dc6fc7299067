using Ipc.Fifos;
using Ipc.Native;

namespace Ipc.Children;

/// <content>FIFOs.</content>
public sealed partial class ChildProgram
{
    /// <summary>Makes a FIFO: mkfifo(3).</summary>
    /// <param name="path">Its path.</param>
    /// <param name="mode">Its permissions, from which the umask takes away; 0600 unless told otherwise.</param>
    /// <returns>0, or −1: EEXIST where the name is taken.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/mkfifo.3.html"/>
    public Value MakeFifo(string path, int mode = 0x180) =>
        CallStep("mkfifo", $"mkfifo(\"{Path.GetFileName(path)}\", 0{Convert.ToString(mode, 8)})", [Argument.At(Text(path)), mode]);

    /// <summary>Opens a FIFO. The call waits until another process opens the other side, unless it is told not to.</summary>
    /// <param name="fifo">Which.</param>
    /// <param name="access">What for.</param>
    /// <param name="nonBlocking">O_NONBLOCK: the open does not wait, nor do reads and writes.</param>
    /// <returns>The descriptor, or −1: ENXIO for a writer that was not to wait and found no reader.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
    public Value Open(Fifo fifo, FifoAccess access, bool nonBlocking = false)
    {
        ArgumentNullException.ThrowIfNull(fifo);
        var flags = (int)access | (nonBlocking ? Unistd.O_NONBLOCK : 0);
        return CallStep("open", $"open(\"{fifo.Name}\", {Fifo.FlagNames(access, nonBlocking)})", [Argument.At(Text(fifo.Path)), flags, 0]);
    }
}
