namespace Ipc.Tracing;

/// <summary>The threads of a trace, each below the one that made it.</summary>
/// <param name="Nodes">The threads: a maker before what it made, in the order of their start.</param>
public sealed record TracedTree([property: Column(Hidden = true)] IReadOnlyList<TracedTreeNode> Nodes) : IObservation
{
    internal static TracedTree Of(IReadOnlyList<TracedThread> threads)
    {
        var nodes = new List<TracedTreeNode>();
        void Visit(TracedThread thread, int depth)
        {
            nodes.Add(new TracedTreeNode(depth, thread));
            foreach (var made in threads.Where(other => other != thread && other.By == thread.Tid && other.Started >= thread.Started && !nodes.Exists(node => node.Thread == other)))
            {
                Visit(made, depth + 1);
            }
        }

        foreach (var thread in threads.Where(thread => threads.All(other => other.Tid != thread.By)))
        {
            Visit(thread, 0);
        }

        return new TracedTree(nodes);
    }

    /// <summary>One line a thread, set in by its depth.</summary>
    public override string ToString() => string.Join('\n', Nodes.Select(node => $"{new string(' ', 2 * node.Depth)}{node.Thread.Tid} {node.Thread.Program} {node.Thread.Status}"));
}

/// <summary>A thread and how deep it lies.</summary>
/// <param name="Depth">0 for the first of the trace.</param>
/// <param name="Thread">The thread.</param>
public sealed record TracedTreeNode(int Depth, TracedThread Thread) : IObservation;
