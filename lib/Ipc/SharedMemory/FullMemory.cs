using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>What became of a process that made a file longer than its file system in memory has room for, mapped it, and stored into every page.</summary>
/// <param name="Made">The call that gave the file its length.</param>
/// <param name="Result">What that call brought: "0", or an errno.</param>
/// <param name="Pages">How many pages the process stored into.</param>
/// <param name="End">How the process ended.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/tmpfs.5.html"/>
public sealed record FullMemory(
    [property: Column("the length by")] string Made,
    string Result,
    [property: Column("pages stored into")] int Pages,
    [property: Column("the process")] ExitStatus End) : IObservation
{
    private const int Room = 4, Wanted = 8, MayNotMount = 77;
    private static readonly int PageBytes = Environment.SystemPageSize;

    /// <summary>Tries it with ftruncate(2), and with fallocate(2), each in a tmpfs with room for four pages. The process mounts that in namespaces of its own, so that nobody else sees it.</summary>
    /// <returns>Both; none where this machine does not let this user make such namespaces.</returns>
    /// <exception cref="PosixException">There is no space for the directory.</exception>
    public static IReadOnlyList<FullMemory> ObserveAll() =>
        [.. new[] { Observe("ftruncate", (c, file) => c.Truncate(file, Wanted * PageBytes)), Observe("fallocate", (c, file) => c.Allocate(file, Wanted * PageBytes)) }.OfType<FullMemory>()];

    private static FullMemory? Observe(string made, Func<ChildProgram, Value, Value> lengthen)
    {
        using var scratch = Scratch.Create("full-memory");
        Value? result = null, store = null;
        using var child = Fork.Start(c =>
        {
            c.ForbidCoreFile();
            c.If(c.Unshare(CloneFlags.NewUser | CloneFlags.NewMounts).Is(-1), () => c.Exit(MayNotMount));

            // Without a user of its own the new namespace could not own files.
            Tell(c, "setgroups", "deny");
            Tell(c, "uid_map", $"0 {Unistd.EffectiveUser()} 1");
            Tell(c, "gid_map", $"0 {Unistd.EffectiveGroup()} 1");
            c.If(c.MountMemory(scratch.Path, Room * PageBytes).Is(-1), () => c.Exit(MayNotMount));
            var file = c.Open(scratch.File("memory"), Unistd.O_RDWR | Unistd.O_CREAT);
            result = lengthen(c, file);
            c.If(result.Is(-1), () => c.Exit(1));
            var page = c.Map(Wanted * PageBytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, file);
            c.Repeat(Wanted, () =>
            {
                store = c.StoreAt(page, 1);
                c.Assign(page, page + PageBytes);
            });
            c.Exit(0);
        });
        var end = child.Wait();
        return end is ExitStatus.Exited { Code: MayNotMount }
            ? null
            : new(made, child.StepsOf(result!)[0].Errno?.ToString() ?? "0", child.StepsOf(store!).Count(step => step.End is not null), end);
    }

    private static void Tell(ChildProgram c, string file, string text)
    {
        var descriptor = c.Open($"/proc/self/{file}", Unistd.O_WRONLY);
        c.Write(descriptor, text);
        c.Close(descriptor);
    }
}
