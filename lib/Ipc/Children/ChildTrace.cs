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
    MonotonicTime ForkReturned) : IObservation;
