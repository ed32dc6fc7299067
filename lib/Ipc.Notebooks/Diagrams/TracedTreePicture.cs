using Ipc.Tracing;

namespace Ipc.Notebooks;

/// <summary>The processes and threads of a trace as a tree: who made whom, with which program, for how long.</summary>
internal static class TracedTreePicture
{
    private static readonly (string Head, int Letters)[] s_columns = [("made by", 12), ("lived", 12), ("ended", 26)];

    /// <summary>The tree as HTML.</summary>
    public static string Html(TracedTree tree) => TreeDiagram.Html(s_columns, [.. tree.Nodes.Select(node => Row(node, tree))], TableReader.List([.. tree.Nodes.Select(node => node.Thread)], "", typeof(TracedThread)));

    private static TreeRow Row(TracedTreeNode node, TracedTree tree)
    {
        var thread = node.Thread;
        var name = thread.Tid != thread.Pid ? "thread" : thread.Program.Length > 0 ? Path.GetFileName(thread.Program) : Copied(thread, tree);
        var how = thread.How.ToString().ToLowerInvariant();
        var lived = thread.Ended is { } ended ? DurationUnit.Describe(ended - thread.Started) : "";
        return new TreeRow(node.Depth, $"{name} ({thread.Tid})", [how, lived, thread.Status?.ToString() ?? ""], $"{name}, {thread.Tid}, made by {how}; lived {lived}; {thread.Status}");
    }

    /// <summary>A process that did not exec runs the program of the one that made it.</summary>
    private static string Copied(TracedThread thread, TracedTree tree) =>
        tree.Nodes.FirstOrDefault(node => node.Thread.Tid == thread.By)?.Thread.Program is { Length: > 0 } program ? $"{Path.GetFileName(program)}, forked" : "process";
}
