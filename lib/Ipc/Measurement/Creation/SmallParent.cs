using Ipc.Children;
using Ipc.ProcFs;
using Ipc.SharedMemory;

namespace Ipc.Measurement.Creation;

/// <summary>
/// Makes a child of this process as small as a program of C, before it is measured as a parent: fork copies what the parent has, and a
/// child begins with all that the .NET runtime has. A program that is exec'd would have nothing of it, but could not run recorded steps.
/// </summary>
/// <remarks>
/// In a child of the laboratory the runtime does not run; of its memory the child needs the code of the interpreter, libc, a stack, and what
/// libc's fork looks at. All else it unmaps. This process chooses, from the child's own /proc/PID/smaps, while the child waits; so no
/// mapping comes or goes meanwhile. Whether the child can do without is found out by letting it run: where it dies, the next gives up less.
/// </remarks>
internal sealed class SmallParent : IDisposable
{
    private const int TableBytes = 1 << 18, RangeBytes = 2 * sizeof(long);
    private const long Large = 256 * 1024;

    // malloc(3) has a part of memory for each few threads. libc's fork locks each; what it needs for that lies at its beginning.
    private const ulong ArenaAlignment = 64 << 20;

    private static readonly string[] NeededFiles = ["libc.", "libc-", "ld-", "libpthread", "libcoreclr"];
    private readonly PosixSharedMemory table = PosixSharedMemory.Create(TableBytes);
    private readonly Checkpoint whole = new();

    /// <summary>How much a child gives up.</summary>
    internal enum Diet
    {
        /// <summary>All that it is not known to need.</summary>
        Everything,

        /// <summary>Large anonymous mappings: most of what the garbage collector has.</summary>
        Largest,

        /// <summary>Nothing.</summary>
        None,
    }

    /// <summary>Records that the child gives up what this process then chooses.</summary>
    internal void Record(ChildProgram c)
    {
        var ranges = c.Map(table.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, c.OpenShared(table.Name));
        whole.Stop(c);
        c.Silently(() =>
        {
            var at = c.Number(0);
            var start = c.Number(0);
            c.Assign(at, ranges);
            c.While(
                () =>
                {
                    c.Assign(start, c.LoadAcquire(at));
                    return start.IsNot(0);
                },
                () =>
                {
                    c.Unmap(start, c.LoadAt(at + sizeof(long)));
                    c.Assign(at, at + RangeBytes);
                });
        });
        c.Unmap(ranges, table.Bytes);
    }

    /// <summary>Waits for the child, chooses, and lets it go on.</summary>
    internal void Shrink(ChildProcess child, Diet diet) => whole.Look(child, () =>
    {
        using var memory = table.Map();
        var at = 0L;
        foreach (var (start, bytes) in MemoryUse.AllOf(child.Pid).Select(use => Unneeded(use, diet)).Where(range => range.Bytes > 0).Take((TableBytes / RangeBytes) - 1))
        {
            memory[at + sizeof(long)] = bytes;
            memory[at] = (long)start;
            at += RangeBytes;
        }

        return at;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        table.Dispose();
        whole.Dispose();
    }

    /// <summary>What of a mapping the child does without; of length 0 where it needs all.</summary>
    private static (ulong Start, long Bytes) Unneeded(MemoryUse use, Diet diet)
    {
        var mapping = use.Mapping!;
        var all = (mapping.Start, mapping.Bytes);

        // Code is in memory without a name where the runtime does not keep what is written apart from what is run (DOTNET_EnableWriteXorExecute=0).
        var isAnonymous = mapping.Path.Length == 0 && !mapping.IsShared && !mapping.Permissions.Contains('x', StringComparison.Ordinal);
        var isArena = isAnonymous && mapping.Start % ArenaAlignment == 0 && use.AnonymousBytes > 0;
        if (diet == Diet.Largest)
        {
            return isAnonymous && !isArena && use.AnonymousBytes >= 4 * Large ? all : default;
        }

        if (diet == Diet.None)
        {
            return default;
        }

        if (isArena)
        {
            var head = Math.Max(8192, Environment.SystemPageSize);
            return (mapping.Start + (ulong)head, mapping.Bytes - head);
        }

        return isAnonymous ? use.ResidentBytes == 0 || use.AnonymousBytes >= Large || mapping.Permissions.StartsWith("---", StringComparison.Ordinal) ? all : default
            : mapping.Path == "[heap]" || IsUnneededFile(mapping.Path) ? all : default;
    }

    /// <summary>Assemblies and libraries. Memory without a name in any folder, such as the runtime's for code, stays.</summary>
    private static bool IsUnneededFile(string path) =>
        path.StartsWith('/')
        && !path.StartsWith("/dev/", StringComparison.Ordinal)
        && !path.StartsWith("/memfd:", StringComparison.Ordinal)
        && !path.StartsWith("/SYSV", StringComparison.Ordinal)
        && !NeededFiles.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal));
}
