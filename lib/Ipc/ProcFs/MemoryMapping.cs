using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>One mapping of a process's address space: a line of /proc/PID/maps.</summary>
/// <param name="Start">The first address.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Permissions">r, w, x, and p for private (copy-on-write) or s for shared.</param>
/// <param name="Offset">Where in the file it begins, in bytes.</param>
/// <param name="Inode">The file's inode, or 0.</param>
/// <param name="Path">The file, or "[heap]", "[stack]" and the like; empty for anonymous memory.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_maps.5.html"/>
public record MemoryMapping(
    [property: Column(Hidden = true)] ulong Start,
    [property: Column(Unit = "bytes")] long Bytes,
    string Permissions,
    [property: Column(Hidden = true)] long Offset,
    [property: Column(Hidden = true)] long Inode,
    string Path) : IObservation
{
    /// <summary>The first address, in hexadecimal.</summary>
    public string Address => $"0x{Start:x}";

    /// <summary>The address behind the last.</summary>
    internal ulong End => Start + (ulong)Bytes;

    /// <summary>Whether other processes see what is written there: MAP_SHARED.</summary>
    [Column(Hidden = true)]
    public bool IsShared => Permissions[3] == 's';

    /// <summary>The whole address space of a process, lowest address first. A zombie has none.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process. EACCES: it may not be traced.</exception>
    public static IReadOnlyList<MemoryMapping> AllOf(int pid) =>
        [.. ProcFile.ReadText($"/proc/{pid}/maps").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    internal bool Contains(ulong address) => address >= Start && address < End;

    internal static MemoryMapping Parse(string line)
    {
        // start-end perms offset device inode path, the path with any spaces of its own.
        var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        var range = fields[0].Split('-');
        var start = ulong.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = ulong.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new MemoryMapping(
            start,
            (long)(end - start),
            fields[1],
            long.Parse(fields[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            long.Parse(fields[4], CultureInfo.InvariantCulture),
            fields.Length > 5 ? fields[5].Trim() : "");
    }
}
