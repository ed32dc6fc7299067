using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>The System V key that ftok(3) makes of a file and a number.</summary>
/// <param name="Path">The file.</param>
/// <param name="Inode">Its inode number, in hexadecimal.</param>
/// <param name="Key">The key, in hexadecimal: eight bits of the number, eight of the device, sixteen of the inode.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/ftok.3.html"/>
public sealed record PathKey(string Path, string Inode, string Key) : IObservation
{
    /// <summary>The key of a file.</summary>
    /// <param name="path">The file, which must be there.</param>
    /// <param name="project">The number; only its lowest eight bits count, and they must not be 0.</param>
    /// <exception cref="PosixException">ENOENT: there is no such file.</exception>
    public static PathKey Of(string path, int project = 'A')
    {
        var key = (int)Unistd.Checked("ftok", path, () => SystemV.KeyOfFile(path, project));
        return new(path, $"0x{SysStat.StatusOf(path).Inode:x}", $"0x{key:x8}");
    }

    /// <summary>Looks for two files below a folder that have different inodes and the same key.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="most">How many files to look at.</param>
    /// <returns>The first two that it finds; none where all keys differ.</returns>
    public static IReadOnlyList<PathKey> FindCollision(string folder, int most = 50_000)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var seen = new Dictionary<int, (string Path, ulong Inode)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", options).Take(most))
        {
            var key = SystemV.KeyOfFile(path, 'A');
            if (key != -1 && SysStat.Find(path) is { } status && !seen.TryAdd(key, (path, status.Inode)) && seen[key].Inode != status.Inode)
            {
                return [Of(seen[key].Path), Of(path)];
            }
        }

        return [];
    }
}
