using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>Which descriptors of some processes name the same open file description, and what those are open on.</summary>
/// <param name="Pids">The processes.</param>
/// <param name="Descriptions">The open file descriptions, by object.</param>
/// <param name="Compared">Whether kcmp(2) told which descriptors share a description; otherwise each descriptor counts as a description of its own.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/kcmp.2.html"/>
public sealed record DescriptorMap(IReadOnlyList<int> Pids, IReadOnlyList<OpenFileDescription> Descriptions, bool Compared) : IObservation
{
    private const string CloseOnExec = "O_CLOEXEC";

    /// <summary>Reads the descriptors of processes and compares them. Of the notebook's own process only what it shares with another of them is taken: it has many more.</summary>
    /// <param name="pids">Their process ids.</param>
    /// <exception cref="PosixException">ENOENT: one is gone. EACCES: it is another user's.</exception>
    public static DescriptorMap Of(params IReadOnlyList<int> pids)
    {
        ArgumentNullException.ThrowIfNull(pids);
        var all = pids.Distinct().SelectMany(Read).ToList();
        var others = all.Where(one => one.Holder.Pid != Environment.ProcessId).Select(one => one.Object).ToHashSet();
        all.RemoveAll(one => one.Holder.Pid == Environment.ProcessId && !others.Contains(one.Object));

        var compared = true;
        var descriptions = new List<OpenFileDescription>();
        foreach (var (holder, descriptor, target) in all)
        {
            var same = descriptions.FindIndex(candidate => candidate.Object.Equals(target) && candidate.Access == descriptor.Access && IsSame(candidate.Holders[0], holder, ref compared));
            if (same >= 0)
            {
                descriptions[same] = descriptions[same] with { Holders = [.. descriptions[same].Holders, holder] };
            }
            else
            {
                descriptions.Add(new(target, descriptor.Access, WithoutCloseOnExec(descriptor.Flags), descriptor.Position, [holder]));
            }
        }

        return new DescriptorMap([.. pids.Distinct()], [.. descriptions.OrderBy(description => description.Object.Name, StringComparer.Ordinal).ThenBy(description => description.Object.Inode).ThenBy(description => description.Writes)], compared);
    }

    /// <summary>The descriptors, of these processes, through which one can write to what a descriptor is open on. While a pipe has one, its readers get no end of file.</summary>
    /// <param name="pid">A process of the map.</param>
    /// <param name="fd">Its descriptor.</param>
    /// <exception cref="ArgumentException">The process does not have it in this map.</exception>
    public IReadOnlyList<DescriptorHolder> WritersOf(int pid, int fd) => HoldersOf(pid, fd, description => description.Writes);

    /// <summary>The descriptors, of these processes, through which one can read from what a descriptor is open on. Once a pipe has none, in any process, its writers get SIGPIPE.</summary>
    /// <param name="pid">A process of the map.</param>
    /// <param name="fd">Its descriptor.</param>
    /// <exception cref="ArgumentException">The process does not have it in this map.</exception>
    public IReadOnlyList<DescriptorHolder> ReadersOf(int pid, int fd) => HoldersOf(pid, fd, description => description.Reads);

    /// <summary>The descriptions object by object. Those of anonymous inodes stand alone: one inode serves every eventfd.</summary>
    public IReadOnlyList<IReadOnlyList<OpenFileDescription>> ByObject() =>
        [.. Descriptions.GroupBy(description => (description.Object, description.Object.IsTold ? null : description)).Select(group => group.ToList())];

    /// <summary>For each pipe or FIFO that one of the processes, other than this one, can read: what keeps its readers from end of file, in a sentence.</summary>
    public IReadOnlyList<string> EndsOfFile() =>
        [.. ByObject().Where(HasReader).Select(pipe => Sentence(pipe[0].Object, pipe))];

    /// <summary>Whether an object is a pipe or FIFO that one of the processes, other than this one, can read, and that has no end yet since one of them can write.</summary>
    /// <param name="descriptions">The object's descriptions, as <see cref="ByObject"/> has them.</param>
    public static bool KeepsFromEnd(IReadOnlyList<OpenFileDescription> descriptions) =>
        HasReader(descriptions) && descriptions.Any(description => description.Writes);

    /// <summary>The sentences about ends of file.</summary>
    public override string ToString() => string.Join('\n', EndsOfFile());

    private static bool HasReader(IReadOnlyList<OpenFileDescription> descriptions) =>
        descriptions[0].Object.IsPipe && descriptions.Any(description => description.Reads && description.Holders.Any(holder => holder.Pid != Environment.ProcessId));

    private static string Sentence(OpenObject pipe, IReadOnlyList<OpenFileDescription> descriptions)
    {
        var writers = descriptions.Where(description => description.Writes).SelectMany(description => description.Holders).ToList();
        var readers = descriptions.Where(description => description.Reads).SelectMany(description => description.Holders).Select(holder => holder.Pid).ToHashSet();
        readers.Remove(Environment.ProcessId);
        var own = writers.Where(writer => readers.Contains(writer.Pid)).ToList();
        return writers.Count == 0 ? $"{pipe}: no write end is open in these processes; a reader gets end of file, unless another process has one."
            : $"{pipe}: no end of file while the write end is open in {string.Join(" and in ", writers)}.{(own.Count > 0 ? $" Of these, {string.Join(" and ", own)} could read it as well, and would wait for itself." : "")}";
    }

    private IReadOnlyList<DescriptorHolder> HoldersOf(int pid, int fd, Func<OpenFileDescription, bool> can)
    {
        var group = ByObject().FirstOrDefault(group => group.Any(description => description.Holders.Any(holder => holder.Pid == pid && holder.Fd == fd)))
            ?? throw new ArgumentException($"process {pid} has no descriptor {fd} in this map", nameof(fd));
        return [.. group.Where(can).SelectMany(description => description.Holders)];
    }

    private static IEnumerable<(DescriptorHolder Holder, OpenDescriptor Descriptor, OpenObject Object)> Read(int pid)
    {
        var command = pid == Environment.ProcessId ? "this notebook" : ProcessStat.Of(pid).Command;
        foreach (var descriptor in OpenDescriptor.TableOf(pid))
        {
            if (OpenObject.Find(pid, descriptor) is { } target)
            {
                yield return (new DescriptorHolder(pid, command, descriptor.Number) { CloseOnExec = descriptor.Flags.Split('|').Contains(CloseOnExec) }, descriptor, target);
            }
        }
    }

    private static string WithoutCloseOnExec(string flags) =>
        flags.Split('|').Where(flag => flag != CloseOnExec).ToList() is { Count: > 0 } others ? string.Join('|', others) : "none";

    private static bool IsSame(DescriptorHolder first, DescriptorHolder second, ref bool compared)
    {
        var same = Kcmp.SameFile(first.Pid, first.Fd, second.Pid, second.Fd);
        compared &= same is not null;
        return same ?? false;
    }
}
