using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>A process and all its descendants at one moment, each below its parent.</summary>
/// <param name="Nodes">The processes: a parent before its children, children by pid.</param>
public sealed record ProcessTree([property: Column(Hidden = true)] IReadOnlyList<ProcessTreeNode> Nodes) : IObservation
{
    /// <summary>The tree below a process now.</summary>
    /// <param name="rootPid">The process at its root.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process.</exception>
    public static ProcessTree Of(int rootPid)
    {
        var root = ProcessStat.Of(rootPid);
        var byParent = All().ToLookup(process => process.ParentPid);
        var nodes = new List<ProcessTreeNode>();
        void Visit(ProcessStat process, int depth)
        {
            nodes.Add(new ProcessTreeNode(depth, process));
            foreach (var child in byParent[process.Pid].OrderBy(child => child.Pid))
            {
                Visit(child, depth + 1);
            }
        }

        Visit(root, 0);
        return new ProcessTree(nodes);
    }

    /// <summary>What became of the processes until a later moment.</summary>
    /// <param name="later">The tree at the later moment.</param>
    public ProcessTreeChanges ChangesTo(ProcessTree later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return ProcessTreeChanges.Between(this, later);
    }

    /// <summary>Every process of this pid namespace that could be read: with hidepid those of others cannot.</summary>
    public static IReadOnlyList<ProcessStat> All() =>
        [.. ProcFile.Numbers("/proc").Select(TryFind).OfType<ProcessStat>()];

    /// <summary>One line a process, indented by its depth: name, pid, state.</summary>
    public override string ToString() =>
        string.Join('\n', Nodes.Select(node => $"{new string(' ', 2 * node.Depth)}{node.Process.Command} {node.Process.Pid} {node.Process.State}"));

    private static ProcessStat? TryFind(int pid)
    {
        try
        {
            return ProcessStat.Find(pid);
        }
        catch (Native.PosixException e) when (e.Errno is Native.Errno.EPERM or Native.Errno.EACCES)
        {
            return null;
        }
    }
}
