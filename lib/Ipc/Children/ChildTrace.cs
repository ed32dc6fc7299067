using Ipc.Sockets;
using Ipc.Tracing;

namespace Ipc.Children;

/// <summary>What a child and its descendants did: every step that a program recorded, on one clock.</summary>
/// <param name="Steps">The steps in the order of their start. Steps of nested children are among them.</param>
/// <param name="Processes">The processes that ran the steps, in the order of their start; the child itself comes first.</param>
/// <param name="Lost">How many older steps were overwritten because the ring was full; 0 when the trace is whole.</param>
/// <param name="ForkCalled">When the parent called fork, vfork or clone.</param>
/// <param name="ForkReturned">When that call returned in the parent.</param>
public sealed record ChildTrace(
    IReadOnlyList<ChildStep> Steps,
    IReadOnlyList<TracedProcess> Processes,
    long Lost,
    MonotonicTime ForkCalled,
    MonotonicTime ForkReturned) : IObservation
{
    /// <summary>The call that made the child: "fork()", or clone with its flags.</summary>
    [Column(Hidden = true)]
    public string MadeWith { get; init; } = "fork()";

    /// <summary>What the descriptors that the child inherited refer to, as /proc names it: "pipe:[4711]"; without 0, 1 and 2.</summary>
    [Column(Hidden = true)]
    public IReadOnlyDictionary<int, string> Descriptors { get; init; } = new Dictionary<int, string>();

    /// <summary>The Unix sockets among the descriptors that the child inherited, as the kernel listed them when it was made.</summary>
    [Column(Hidden = true)]
    public IReadOnlyDictionary<int, SocketEntry> Sockets { get; init; } = new Dictionary<int, SocketEntry>();

    /// <summary>The bytes that went from one process to another through pipes, FIFOs and sockets, as far as the steps tell.</summary>
    public IReadOnlyList<Transfer> Transfers() => SystemCallTransfers.Of([this]);
}
