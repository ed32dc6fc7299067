using Ipc.Native;

namespace Ipc.Fifos;

/// <summary>What the file system and the pipe held at one moment in the life of a FIFO.</summary>
/// <param name="Moment">What had just been done.</param>
/// <param name="Size">The length of the file, as statx(2) shows it.</param>
/// <param name="OnDisk">What the file takes up beside its inode.</param>
/// <param name="InPipe">How many bytes wait in the kernel to be read: FIONREAD; <c>null</c> while nobody has the FIFO open.</param>
public sealed record FifoStorage(
    [property: Column("after")] string Moment,
    [property: Column("file size", Unit = "bytes")] long Size,
    [property: Column("on disk", Unit = "bytes")] long OnDisk,
    [property: Column("in the pipe", Unit = "bytes")] int? InPipe) : IObservation
{
    private const int WrittenBytes = 1000;

    /// <summary>Writes to a FIFO that nobody reads, closes it everywhere, and opens it again. A regular file of as many bytes comes last.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
    public static IReadOnlyList<FifoStorage> ObserveAll()
    {
        using var fifo = Fifo.Create();
        var text = new string('x', WrittenBytes);
        var seen = new List<FifoStorage> { Now("mkfifo", null) };
        using (var reader = fifo.Open(FifoAccess.Read))
        using (var writer = fifo.Open(FifoAccess.Write))
        {
            writer.Write(text);
            seen.Add(Now($"{WrittenBytes} bytes written", reader));
            writer.Close();
            seen.Add(Now("the writer closed", reader));
        }

        seen.Add(Now("the reader closed", null));
        using (var again = fifo.Open(FifoAccess.Read))
        {
            seen.Add(Now("opened again", again));
        }

        var file = Path.Combine(Path.GetDirectoryName(fifo.Path)!, "file");
        File.WriteAllText(file, text);
        var regular = FileNode.Of(file);
        seen.Add(new("a regular file instead", regular.Size, regular.OnDisk, null));
        return seen;

        FifoStorage Now(string moment, FileDescriptor? open) => new(moment, fifo.Node.Size, fifo.Node.OnDisk, open is null ? null : Ioctl.BytesWaiting(open));
    }
}
