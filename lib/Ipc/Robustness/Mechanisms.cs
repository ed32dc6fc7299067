using Ipc.Sockets;

namespace Ipc.Robustness;

/// <summary>The mechanisms of the matrix, each with the one that it is a form of.</summary>
internal static class Mechanisms
{
    internal static IReadOnlyList<(string Name, string Family, Func<Mechanism> Make)> All { get; } =
    [
        ("pipe", "pipe", DescriptorMechanism.Pipe),
        ("FIFO", "FIFO", () => new FifoMechanism()),
        ("stream socket pair", "local socket", () => DescriptorMechanism.Sockets(SocketKind.Stream)),
        ("stream socket at a path", "local socket", () => new SocketPathMechanism()),
        ("datagram socket pair", "local socket", () => DescriptorMechanism.Sockets(SocketKind.Datagram)),
        ("seqpacket socket pair", "local socket", () => DescriptorMechanism.Sockets(SocketKind.SequencedPacket)),
        ("memory map, futex", "memory map", () => new MappedFileMechanism()),
        ("memory map, flock", "memory map", () => new LockedFileMechanism()),
        ("memory map, robust mutex", "memory map", () => new RobustMutexMechanism()),
        ("POSIX shared memory, semaphore", "shared memory", () => new PosixMemoryMechanism()),
        ("System V shared memory, semaphore", "shared memory", () => new SystemVMemoryMechanism()),
        ("POSIX message queue", "message queue", () => new PosixQueueMechanism()),
        ("System V message queue", "message queue", () => new SystemVQueueMechanism()),
        ("real-time signal", "signal", () => new SignalMechanism()),
        ("eventfd", "eventfd", DescriptorMechanism.EventFd),
    ];

    /// <summary>How a mechanism is made.</summary>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those that there are.</exception>
    internal static Func<Mechanism> Find(string name) =>
        All.FirstOrDefault(one => one.Name == name).Make
        ?? throw new ArgumentException($"no mechanism is called \"{name}\"; there are {string.Join(", ", All.Select(one => one.Name))}", nameof(name));
}
