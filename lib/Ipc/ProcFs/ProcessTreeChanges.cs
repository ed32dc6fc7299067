namespace Ipc.ProcFs;

/// <summary>A process tree at a later moment, with what changed marked; processes that are gone stand where they were.</summary>
/// <param name="Processes">The processes: a parent before its children.</param>
public sealed record ProcessTreeChanges(IReadOnlyList<ChangedProcess> Processes)
{
    internal static ProcessTreeChanges Between(ProcessTree before, ProcessTree after)
    {
        var old = before.Nodes.ToDictionary(node => node.Pid);
        var processes = after.Nodes.Select(node => Compare(old.GetValueOrDefault(node.Pid), node)).ToList();
        foreach (var gone in before.Nodes.Where(node => after.Nodes.All(later => later.Pid != node.Pid)))
        {
            // Behind its parent, and behind what its parent has there already.
            var parent = processes.FindIndex(process => process.Node.Pid == gone.ParentPid);
            var at = parent + 1;
            while (parent >= 0 && at < processes.Count && processes[at].Node.Depth > processes[parent].Node.Depth)
            {
                at++;
            }

            processes.Insert(parent < 0 ? processes.Count : at, new ChangedProcess(parent < 0 ? gone : gone with { Depth = processes[parent].Node.Depth + 1 }, TreeChange.Gone, "gone"));
        }

        return new ProcessTreeChanges(processes);
    }

    /// <summary>A line for each process, with a mark in front: + appeared, − gone, ~ changed.</summary>
    public override string ToString() => string.Join('\n', Processes.Select(process =>
        $"{process.Change switch { TreeChange.Appeared => "+", TreeChange.Gone => "−", TreeChange.Changed => "~", _ => " " }} {new string(' ', 2 * process.Node.Depth)}{process.Node.Process.Command} {process.Node.Pid} {process.Node.State}{(process.What.Length > 0 ? $": {process.What}" : "")}"));

    private static ChangedProcess Compare(ProcessTreeNode? before, ProcessTreeNode after)
    {
        if (before is null)
        {
            return new(after, TreeChange.Appeared, "new");
        }

        List<string> changes = [];
        void Add<T>(string name, T from, T to)
        {
            if (!Equals(from, to))
            {
                changes.Add($"{name} {from} → {to}");
            }
        }

        Add("state", before.State, after.State);
        Add("parent", before.ParentPid, after.ParentPid);
        Add("group", before.ProcessGroup, after.ProcessGroup);
        Add("session", before.Session, after.Session);
        Add("tty", before.Terminal, after.Terminal);
        Add("command", before.Process.Command, after.Process.Command);
        return new(after, changes.Count > 0 ? TreeChange.Changed : TreeChange.None, string.Join(", ", changes));
    }
}

/// <summary>A process of a tree and what became of it.</summary>
/// <param name="Node">The process as it is now, or as it was when it is gone.</param>
/// <param name="Change">What became of it.</param>
/// <param name="What">The same in words: "parent 812 → 1"; empty where nothing changed.</param>
public sealed record ChangedProcess(ProcessTreeNode Node, TreeChange Change, string What);
