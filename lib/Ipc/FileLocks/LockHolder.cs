using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.FileLocks;

/// <summary>A process that keeps a lock alive, found by its descriptor: /proc/PID/fdinfo lists the locks of each open file description.</summary>
/// <param name="Kind">The kind of lock, as in <see cref="LockEntry.Kind"/>.</param>
/// <param name="Bytes">Which bytes it covers.</param>
/// <param name="Listed">Which process /proc/locks names: the one that took the lock, and whether there still is one of that number.</param>
/// <param name="Pid">The process that has a descriptor of the open file description, or for a lock of the process, the process.</param>
/// <param name="Command">Its name.</param>
/// <param name="Descriptor">The descriptor.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html"/>
public sealed record LockHolder(
    string Kind,
    string Bytes,
    [property: Column("/proc/locks names")] string Listed,
    [property: Column("held by pid")] int Pid,
    string Command,
    [property: Column("fd")] int Descriptor) : IObservation
{
    /// <summary>Everybody who keeps a lock on a file alive, as far as their descriptors may be read.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="PosixException">There is no such file.</exception>
    public static IReadOnlyList<LockHolder> Of(string path)
    {
        var real = Unistd.RealPath(path); // as /proc names it
        return
        [
            .. from process in ProcessTree.All()
               from descriptor in OpenDescriptor.TryTableOf(process.Pid)
               where descriptor.Target == real
               from held in LockEntry.Through(process.Pid, descriptor.Number)
               select new LockHolder(held.Kind, held.Bytes, NameOf(held.Pid), process.Pid, process.Command, descriptor.Number),
        ];
    }

    /// <summary>A process takes a lock, forks, and ends; its child goes on with the descriptor that it inherited. With each kind of lock.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    public static IReadOnlyList<LockHolder> ObserveHeirs() => [.. Enum.GetValues<LockKind>().SelectMany(ObserveHeir)];

    private static IReadOnlyList<LockHolder> ObserveHeir(LockKind kind)
    {
        using var scratch = Leftovers.Scratch.Create("lock-heir");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var looking = new Checkpoint();
        using var root = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.Wait(c.Fork("taker", () =>
            {
                LockSteps.Take(c, kind, c.Open(path, Unistd.O_RDWR));
                c.Fork(
                    "heir",
                    () =>
                    {
                        c.Pause();
                        c.Exit(0);
                    },
                    survivesParent: true);
                c.Exit(0);
            }));
            looking.Stop(c);
            c.Exit(0);
        });
        return looking.Look(root, () => Of(path));
    }

    private static string NameOf(int pid) => pid < 0 ? "nobody (−1)" : ProcessStat.Find(pid) is null ? $"{pid}, which has ended" : $"{pid}";
}
