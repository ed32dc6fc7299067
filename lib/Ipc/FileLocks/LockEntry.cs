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
/// <param name="First">The first byte.</param>
/// <param name="Last">The last byte; <c>null</c> for the end of the file, wherever that will be.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_locks.5.html"/>
public sealed record LockEntry(int Id, [property: Column("waits")] bool Blocked, string Kind, string Access, int Pid, string File, [property: Column(Hidden = true)] long First, [property: Column(Hidden = true)] long? Last) : IObservation
{
    private const string InInformation = "lock:";

    /// <summary>The bytes that it covers: "all", "10–19", "20–".</summary>
    public string Bytes => (First, Last) switch
    {
        (0, null) => "all",
        (_, null) => $"{First}–",
        _ => First == Last ? $"{First}" : $"{First}–{Last}",
    };

    /// <summary>Every file lock of the machine, and who waits for one.</summary>
    public static IReadOnlyList<LockEntry> All() =>
        [.. (ProcFile.TryReadText("/proc/locks") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>The locks of some processes, and their waits.</summary>
    /// <param name="pids">The process ids.</param>
    public static IReadOnlyList<LockEntry> Of(params IReadOnlyList<int> pids) => [.. All().Where(entry => pids.Contains(entry.Pid))];

    /// <summary>The locks that a descriptor keeps alive, from /proc/PID/fdinfo: of its open file description, and those that its process has on the file.</summary>
    /// <param name="pid">The process id.</param>
    /// <param name="descriptor">The descriptor.</param>
    /// <exception cref="Native.PosixException">EACCES: the process is another user's.</exception>
    public static IReadOnlyList<LockEntry> Through(int pid, int descriptor) =>
    [
        .. (ProcFile.TryReadText($"/proc/{pid}/fdinfo/{descriptor}") ?? "").Split('\n')
            .Where(line => line.StartsWith(InInformation, StringComparison.Ordinal))
            .Select(line => Parse(line[InInformation.Length..])),
    ];

    /// <summary>Whether it covers one of some bytes.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="last">The last of them; <c>null</c> for the end of the file.</param>
    internal bool Covers(long first, long? last) => First <= (last ?? long.MaxValue) && first <= (Last ?? long.MaxValue);

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
            rest[4],
            long.Parse(rest[5], CultureInfo.InvariantCulture),
            rest[6] == "EOF" ? null : long.Parse(rest[6], CultureInfo.InvariantCulture));
    }

    private static string KindOf(string word) => word switch
    {
        "FLOCK" => "flock",
        "POSIX" => "fcntl",
        "OFDLCK" => "fcntl, of an open file description",
        _ => word,
    };
}
