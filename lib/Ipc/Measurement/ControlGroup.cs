using System.Globalization;

namespace Ipc.Measurement;

/// <summary>Reads the limits that control groups set for this process, of version 1 and of version 2.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/cgroups.7.html"/>
internal static class ControlGroup
{
    // Version 1 has no word for "no limit" on memory: it shows the largest page-aligned long, and pages have up to 64 KiB.
    private const long NoMemoryLimit = long.MaxValue - 0xFFFF;

    /// <summary>The fewest CPUs' worth of time that this process's groups allow, with the file that says so.</summary>
    internal static (double? Value, string File) CpuQuota(HostFiles files) => Tightest(files, "cpu", (folder, version) =>
    {
        if (version == 2)
        {
            return files.Text($"{folder}/cpu.max")?.Split(' ') is [var most, var per] ? (Ratio(most, per), $"{folder}/cpu.max") : (null, "");
        }

        var quota = $"{folder}/cpu.cfs_quota_us";
        return (Ratio(files.Text(quota), files.Text($"{folder}/cpu.cfs_period_us")), quota);
    });

    /// <summary>The least memory that this process's groups allow, in bytes.</summary>
    internal static (double? Value, string File) Memory(HostFiles files) => Tightest(files, "memory", (folder, version) =>
    {
        var file = version == 2 ? $"{folder}/memory.max" : $"{folder}/memory.limit_in_bytes";
        var bytes = Number(files.Text(file));
        return (bytes >= NoMemoryLimit ? null : bytes, file);
    });

    /// <summary>The least that this process's groups have left of the memory that they allow, in bytes; what they can drop of files counts as left.</summary>
    internal static double? MemoryLeft(HostFiles files) => Tightest(files, "memory", (folder, version) =>
    {
        var (limit, used, droppable) = version == 2 ? ("memory.max", "memory.current", "inactive_file") : ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        var most = Number(files.Text($"{folder}/{limit}"));
        return most is null or >= NoMemoryLimit || Number(files.Text($"{folder}/{used}")) is not { } now
            ? (null, "")
            : (Math.Max(0, most.Value - Math.Max(0, now - (Number(files.Field($"{folder}/memory.stat", droppable, ' ')) ?? 0))), folder);
    }).Value;

    /// <summary>The fewest processes and threads that this process's groups allow.</summary>
    internal static (double? Value, string File) Processes(HostFiles files) =>
        Tightest(files, "pids", (folder, _) => (Number(files.Text($"{folder}/pids.max")), $"{folder}/pids.max"));

    /// <summary>The folder of this process's group of version 2; <c>null</c> where there is none to be seen.</summary>
    internal static string? Version2Folder(HostFiles files) => Folders(files, "").FirstOrDefault(folder => folder.Version == 2).Folder;

    private static (double? Value, string File) Tightest(HostFiles files, string controller, Func<string, int, (double?, string)> read)
    {
        (double? Value, string File) tightest = (null, "");
        foreach (var (folder, version) in Folders(files, controller))
        {
            var (value, file) = read(folder, version);
            if (value is not null && (tightest.Value is null || value < tightest.Value))
            {
                tightest = (value, file);
            }
        }

        return tightest;
    }

    /// <summary>The folder of this process's group and of each group above it that can be seen.</summary>
    private static IEnumerable<(string Folder, int Version)> Folders(HostFiles files, string controller)
    {
        var mounts = (files.Text("/proc/self/mountinfo") ?? "").Split('\n').Select(line => line.Split(' ')).Where(words => words.Length > 8).ToList();
        foreach (var line in (files.Text("/proc/self/cgroup") ?? "").Split('\n').Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3))
        {
            var version = line[0] == "0" && line[1].Length == 0 ? 2 : 1;
            if (version == 1 && !line[1].Split(',').Contains(controller))
            {
                continue;
            }

            foreach (var mount in mounts.Where(words => IsOf(words, version, controller)))
            {
                var (root, at) = (mount[3].TrimEnd('/'), mount[4]);
                var inside = root.Length > 0 && (line[2] == root || line[2].StartsWith(root + "/", StringComparison.Ordinal)) ? line[2][root.Length..] : line[2];
                for (var folder = inside.TrimEnd('/'); ; folder = folder[..folder.LastIndexOf('/')])
                {
                    yield return (at + folder, version);
                    if (!folder.Contains('/', StringComparison.Ordinal))
                    {
                        break;
                    }
                }
            }
        }
    }

    // proc_pid_mountinfo(5): after the optional fields and a hyphen come the type, the source and the options of the file system.
    private static bool IsOf(string[] mount, int version, string controller)
    {
        var hyphen = Array.IndexOf(mount, "-", 6);
        return hyphen > 0 && mount.Length > hyphen + 3 && (version == 2
            ? mount[hyphen + 1] == "cgroup2"
            : mount[hyphen + 1] == "cgroup" && mount[hyphen + 3].Split(',').Contains(controller));
    }

    private static double? Ratio(string? most, string? per) => Number(most) is { } quota && Number(per) is > 0 and var period ? quota / period : null;

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
