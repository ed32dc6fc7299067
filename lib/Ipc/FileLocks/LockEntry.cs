using System.Globalization;
using Ipc.ProcFs;

namespace Ipc.FileLocks;

/// <summary>One line of /proc/locks: a lock, or a process that waits for one.</summary>
/// <param name="Id">The lock's number; who waits for it has the same.</param>
/// <param name="Blocked">It waits.</param>
/// <param name="Kind">The call that made it: "flock", "fcntl", or "fcntl, of an open file description".</param>
/// <param name="Access">"READ" for a shared lock, "WRITE" for an exclusive one.</param>
/// <param name="Pid">The process; −1 for a lock of an open file description.</param>
/// <param name="File">Device and inode: "fe:00:4711".</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_locks.5.html"/>
public sealed record LockEntry(int Id, [property: Column("waits")] bool Blocked, string Kind, string Access, int Pid, string File) : IObservation
{
    /// <summary>Every file lock of the machine, and who waits for one.</summary>
    public static IReadOnlyList<LockEntry> All() =>
        [.. (ProcFile.TryReadText("/proc/locks") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>The locks of some processes, and their waits.</summary>
    /// <param name="pids">The process ids.</param>
    public static IReadOnlyList<LockEntry> Of(params IReadOnlyList<int> pids) => [.. All().Where(entry => pids.Contains(entry.Pid))];

    // 1: FLOCK  ADVISORY  WRITE 812 fe:00:4711 0 EOF
    // 1: -> FLOCK  ADVISORY  WRITE 813 fe:00:4711 0 EOF
    internal static LockEntry Parse(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var blocked = words[1] == "->";
        var rest = words[(blocked ? 2 : 1)..];
        return new(
            int.Parse(words[0].TrimEnd(':'), CultureInfo.InvariantCulture),
            blocked,
            KindOf(rest[0]),
            rest[2],
            int.Parse(rest[3], CultureInfo.InvariantCulture),
            rest[4]);
    }

    private static string KindOf(string word) => word switch
    {
        "FLOCK" => "flock",
        "POSIX" => "fcntl",
        "OFDLCK" => "fcntl, of an open file description",
        _ => word,
    };
}
