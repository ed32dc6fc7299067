using Ipc.Native;

namespace Ipc.Fifos;

/// <summary>What a file system keeps of a file: its inode, as statx(2) shows it.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Mode">Type and permissions as ls -l writes them: "prw-------" is a FIFO, "-" in front a regular file, "s" a socket.</param>
/// <param name="Inode">The number of the inode.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Size">Its length.</param>
/// <param name="OnDisk">What it takes up beside the inode itself.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/inode.7.html"/>
public sealed record FileNode(
    string Name,
    string Mode,
    ulong Inode,
    int Links,
    [property: Column(Unit = "bytes")] long Size,
    [property: Column("on disk", Unit = "bytes")] long OnDisk) : IObservation
{
    /// <summary>Whether it is a FIFO.</summary>
    [Column(Hidden = true)]
    public bool IsFifo => Mode.StartsWith('p');

    /// <summary>Looks a file up.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="PosixException">ENOENT: there is none.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/statx.2.html"/>
    public static FileNode Of(string path)
    {
        var status = SysStat.StatusOf(path);
        return new FileNode(Path.GetFileName(path), ModeText(status.Mode), status.Inode, status.Links, status.Size, status.OnDisk);
    }

    private static string ModeText(uint mode)
    {
        var type = (mode >> 12) switch
        {
            1 => 'p',
            2 => 'c',
            4 => 'd',
            6 => 'b',
            10 => 'l',
            12 => 's',
            _ => '-',
        };
        return type + string.Concat("rwxrwxrwx".Select((letter, i) => (mode >> (8 - i) & 1) != 0 ? letter : '-'));
    }
}
