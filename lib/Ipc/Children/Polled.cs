namespace Ipc.Children;

/// <summary>What poll(2) brought in a child.</summary>
/// <param name="Ready">How many descriptors are ready: 1, or 0 when the time was over, or −1.</param>
/// <param name="Found">What was found, as a number of the child: the bits of <see cref="PollEvents"/>, 48 bits up.</param>
public sealed record Polled(Value Ready, Value Found)
{
    internal const int FoundShift = 48;

    /// <summary>Whether poll found just these events, no more and no fewer; decided in the child.</summary>
    /// <param name="events">The events.</param>
    public Condition Is(PollEvents events) => Found.Is((long)events << FoundShift);
}
