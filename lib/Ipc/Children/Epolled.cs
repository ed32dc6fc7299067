using Ipc.Sockets;

namespace Ipc.Children;

/// <summary>What epoll_wait(2) brought in a child.</summary>
/// <param name="Ready">How many descriptors: 1, or 0 when the time was over, or −1.</param>
/// <param name="Descriptor">The descriptor that is ready; of an earlier wait where none is.</param>
/// <param name="Found">What was found, as a number of the child: the bits of <see cref="EpollEvents"/>.</param>
public sealed record Epolled(Value Ready, Value Descriptor, Value Found)
{
    /// <summary>Whether just these events were found, no more and no fewer; decided in the child.</summary>
    /// <param name="events">The events.</param>
    public Condition Is(EpollEvents events) => Found.Is((long)(int)events);
}
