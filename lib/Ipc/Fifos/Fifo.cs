using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Fifos;

/// <summary>A named pipe: a name in a file system through which processes that share nothing else open one and the same pipe. Disposing removes the name.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
public sealed class Fifo : IDisposable
{
    private const uint OwnerOnly = 0x180; // 0600
    private readonly Scratch folder;

    private Fifo(Scratch folder, string name)
    {
        this.folder = folder;
        Name = name;
    }

    /// <summary>Its file name, without the directory.</summary>
    public string Name { get; }

    /// <summary>Its path, in a directory of its own that goes with it.</summary>
    public string Path => folder.File(Name);

    /// <summary>What the file system keeps of it.</summary>
    /// <exception cref="PosixException">ENOENT: the name is gone.</exception>
    public FileNode Node => FileNode.Of(Path);

    /// <summary>Makes a FIFO with mode 0600: mkfifo(3).</summary>
    /// <param name="name">Its file name.</param>
    /// <exception cref="PosixException">The file system knows no FIFOs: EPERM.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man3/mkfifo.3.html"/>
    public static Fifo Create(string name = "fifo")
    {
        var folder = Scratch.Create("fifo");
        var fifo = new Fifo(folder, name);
        try
        {
            Unistd.Checked("mkfifo", fifo.Path, () => SysStat.MakeFifo(fifo.Path, OwnerOnly));
            return fifo;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens it in this process, without waiting for the other side: O_NONBLOCK.</summary>
    /// <param name="access">What for.</param>
    /// <exception cref="PosixException">ENXIO: opened for writing, and nobody has it open for reading.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/open.2.html"/>
    public FileDescriptor Open(FifoAccess access)
    {
        var flags = (int)access | Unistd.O_NONBLOCK | Unistd.O_CLOEXEC;
        var number = Unistd.Checked("open", $"{Name}, {FlagNames(access, nonBlocking: true)}", () => Unistd.Open(Path, flags, 0));
        return new FileDescriptor((int)number, $"FIFO {Name}");
    }

    /// <summary>Removes the name now. Processes that have the FIFO open keep the pipe; nobody else can reach it any more.</summary>
    /// <exception cref="PosixException">ENOENT: the name is gone.</exception>
    public void Unlink() => Unistd.Checked("unlink", Name, () => Unistd.Unlink(Path));

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"FIFO {Name}";

    internal static string FlagNames(FifoAccess access, bool nonBlocking) => access switch
    {
        FifoAccess.Read => "O_RDONLY",
        FifoAccess.Write => "O_WRONLY",
        _ => "O_RDWR",
    } + (nonBlocking ? "|O_NONBLOCK" : "");
}
