namespace Ipc.Children;

/// <summary>A pipe that a child makes itself.</summary>
/// <param name="Result">What the call returned: 0, or −1.</param>
/// <param name="ReadEnd">The descriptor to read from.</param>
/// <param name="WriteEnd">The descriptor to write to.</param>
public sealed record PipeEnds(Value Result, Value ReadEnd, Value WriteEnd);
