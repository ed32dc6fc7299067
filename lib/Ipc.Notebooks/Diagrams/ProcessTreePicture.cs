using System.Globalization;
using Ipc.ProcFs;

namespace Ipc.Notebooks;

/// <summary>Process trees as pictures: with group, session, terminal and state of each process, and what changed between two moments.</summary>
internal static class ProcessTreePicture
{
    private static readonly (string Head, int Letters)[] s_columns = [("ppid", 9), ("pgid", 9), ("sid", 9), ("tty", 9), ("state", 13)];

    /// <summary>The tree as HTML.</summary>
    public static string Html(ProcessTree tree) => Html(new ProcessTreeChanges([.. tree.Nodes.Select(node => new ChangedProcess(node, TreeChange.None, ""))]));

    /// <summary>The tree with its changes as HTML.</summary>
    public static string Html(ProcessTreeChanges tree) => TreeDiagram.Html(s_columns, [.. tree.Processes.Select(Row)], Table(tree));

    private static TreeRow Row(ChangedProcess process)
    {
        var node = process.Node;
        return new TreeRow(
            node.Depth,
            $"{node.Process.Command} ({node.Pid})",
            process.Change == TreeChange.Gone ? [] : [Number(node.ParentPid), Number(node.ProcessGroup), Number(node.Session), node.Terminal, node.State.ToString()],
            $"{node.Process.Command}, pid {node.Pid}, child of {node.ParentPid}: {node.State}{(process.What.Length > 0 ? $"; {process.What}" : "")}",
            process.Change,
            process.What);
    }

    private static TableModel Table(ProcessTreeChanges tree) => TableReader.List([.. tree.Processes.Select(process => new TableRow(
        process.Node.Command, process.Node.Pid, process.Node.ParentPid, process.Node.ProcessGroup, process.Node.Session, process.Node.Terminal, process.Node.State, process.What.Length > 0 ? process.What : null))], "", typeof(TableRow));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record TableRow(string Command, int Pid, [property: Column("ppid")] int ParentPid, [property: Column("pgid")] int ProcessGroup, [property: Column("sid")] int Session, [property: Column("tty")] string Terminal, ProcessState State, string? Change) : IObservation;
}
