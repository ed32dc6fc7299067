using Ipc.Sockets;

namespace Ipc.Robustness;

/// <summary>The mechanisms of the matrix.</summary>
internal static class Mechanisms
{
    internal static IReadOnlyList<(string Name, Func<Mechanism> Make)> All { get; } =
    [
        ("pipe", DescriptorMechanism.Pipe),
        ("FIFO", () => new FifoMechanism()),
        ("stream socket", () => DescriptorMechanism.Sockets(SocketKind.Stream)),
        ("stream socket at a path", () => new SocketPathMechanism()),
        ("datagram socket", () => DescriptorMechanism.Sockets(SocketKind.Datagram)),
        ("seqpacket socket", () => DescriptorMechanism.Sockets(SocketKind.SequencedPacket)),
        ("memory map, futex", () => new MappedFileMechanism()),
        ("memory map, flock", () => new LockedFileMechanism()),
        ("memory map, robust mutex", () => new RobustMutexMechanism()),
        ("POSIX shared memory, semaphore", () => new PosixMemoryMechanism()),
        ("System V shared memory, semaphore", () => new SystemVMemoryMechanism()),
        ("POSIX message queue", () => new PosixQueueMechanism()),
        ("System V message queue", () => new SystemVQueueMechanism()),
        ("real-time signal", () => new SignalMechanism()),
        ("eventfd", DescriptorMechanism.EventFd),
    ];

    /// <summary>How a mechanism is made.</summary>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those that there are.</exception>
    internal static Func<Mechanism> Find(string name) =>
        All.FirstOrDefault(one => one.Name == name).Make
        ?? throw new ArgumentException($"no mechanism is called \"{name}\"; there are {string.Join(", ", All.Select(one => one.Name))}", nameof(name));
}
