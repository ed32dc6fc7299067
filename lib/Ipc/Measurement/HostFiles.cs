using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Measurement;

/// <summary>Reads what the kernel and the distribution tell about the machine, below a root that tests can choose.</summary>
/// <param name="root">The root: empty for the machine itself.</param>
internal sealed class HostFiles(string root = "")
{
    /// <summary>The text of a file without the blanks and zero bytes at its ends; <c>null</c> where it cannot be read.</summary>
    internal string? Text(string path) => Text(path, out _);

    /// <summary>As above, with the reason where there is no text: "/proc/meminfo: ENOENT".</summary>
    internal string? Text(string path, out string reason)
    {
        try
        {
            reason = "";
            return ProcFile.ReadText(root + path).Trim(' ', '\t', '\n', '\r', '\0');
        }
        catch (PosixException e)
        {
            reason = $"{path}: {e.Errno}";
            return null;
        }
    }

    /// <summary>What follows "NAME" and a separator in the first line that starts so: the form of /proc/meminfo, /proc/cpuinfo and os-release.</summary>
    internal string? Field(string path, string name, char separator) =>
        Text(path)?.Split('\n')
            .Select(line => line.Split(separator, 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == name)?[1].Trim().Trim('"');

    /// <summary>Where a symbolic link points; <c>null</c> where it cannot be read.</summary>
    internal string? Link(string path) => new FileInfo(root + path).LinkTarget;

    /// <summary>Whether there is a file or directory.</summary>
    internal bool Exists(string path) => Path.Exists(root + path);
}
