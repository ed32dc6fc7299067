using System.Globalization;
using Ipc.ProcFs;

namespace Ipc.SharedMemory;

/// <summary>One line of /proc/sysvipc/shm: a System V segment.</summary>
/// <param name="Key">Its key; 0 once it is marked to be destroyed, and for one made with IPC_PRIVATE.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Attached">nattch: how often it is attached, by whatever processes.</param>
/// <param name="CreatorPid">cpid: who made it, alive or not.</param>
/// <param name="LastPid">lpid: who attached or detached it last; 0 for nobody yet.</param>
/// <param name="Doomed">SHM_DEST: IPC_RMID was called, and it goes with the last who has it attached.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_sysvipc.5.html"/>
public sealed record SegmentEntry(
    [property: Column(Hidden = true)] int Key,
    [property: Column(Hidden = true)] int Id,
    [property: Column(Unit = "bytes")] long Bytes,
    [property: Column("nattch")] long Attached,
    [property: Column("cpid")] int CreatorPid,
    [property: Column("lpid")] int LastPid,
    [property: Column("dest")] bool Doomed) : IObservation
{
    private const int SHM_DEST = 0x200; // 01000 in the mode, which is in octal

    /// <summary>The key, in hexadecimal as ipcs shows it.</summary>
    [Column("key")]
    public string HexKey => $"0x{Key:x8}";

    /// <summary>Every segment of this IPC namespace.</summary>
    public static IReadOnlyList<SegmentEntry> All() =>
        [.. (ProcFile.TryReadText("/proc/sysvipc/shm") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Parse)];

    /// <summary>The segment with an identifier, or <c>null</c>.</summary>
    /// <param name="id">What shmget returned.</param>
    public static SegmentEntry? Find(int id) => All().FirstOrDefault(entry => entry.Id == id);

    //       key      shmid perms       size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime   rss  swap
    internal static SegmentEntry Parse(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int Number(int at) => int.Parse(words[at], CultureInfo.InvariantCulture);
        var mode = Convert.ToInt32(words[2], 8);
        return new(Number(0), Number(1), long.Parse(words[3], CultureInfo.InvariantCulture), long.Parse(words[6], CultureInfo.InvariantCulture), Number(4), Number(5), (mode & SHM_DEST) != 0);
    }
}
