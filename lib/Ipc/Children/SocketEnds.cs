namespace Ipc.Children;

/// <summary>A pair of connected sockets that a child makes itself.</summary>
/// <param name="Result">What the call returned: 0, or −1.</param>
/// <param name="First">One descriptor.</param>
/// <param name="Second">The other.</param>
public sealed record SocketEnds(Value Result, Value First, Value Second);
