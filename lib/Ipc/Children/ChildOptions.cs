namespace Ipc.Children;

/// <summary>How a child is started and watched. Immutable: <c>with</c> makes a copy.</summary>
public sealed record ChildOptions
{
    /// <summary>The options that hold where none are given.</summary>
    public static ChildOptions Default { get; } = new();

    /// <summary>How long the child may live before it is killed; 10 s unless told otherwise.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many steps the trace holds before the oldest are overwritten: 1 or more.</summary>
    public int TraceCapacity { get; init; } = 4096;

    /// <summary>The child leads a process group of its own, which is killed with it.</summary>
    public bool OwnProcessGroup { get; init; } = true;
}
