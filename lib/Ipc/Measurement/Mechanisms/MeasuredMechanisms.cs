using System.Globalization;
using Ipc.Measurement.DotNetClasses;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Measurement.Mechanisms;

/// <summary>What is measured. A new mechanism is a <see cref="Carrier"/> and a row here; a new class of .NET a <see cref="DotNetClasses.DotNetEnd"/> and a row.</summary>
internal static class MeasuredMechanisms
{
    private const string OneWord = "the message is one word of 8 bytes", SignalsQueue = "signals queue up to a limit, and then sigqueue fails instead of waiting";
    private static readonly (long, string) Word = (sizeof(long), OneWord);

    // net.core.wmem_default is what a socket's buffer holds; the kernel's own bookkeeping takes a part of it.
    private static (long, string)? LongestPacket { get; } = LongestFrom("/proc/sys/net/core/wmem_default", Errno.EMSGSIZE, share: 2);

    /// <summary>The mechanisms, in the order of tables and charts.</summary>
    internal static IReadOnlyList<MeasuredMechanism> All { get; } =
    [
        new RecordedMechanism("pipe", _ => DescriptorCarrier.Pipes()),
        new RecordedMechanism("pipe, vmsplice", _ => new VmSpliceCarrier()) { NoQueue = "what is in the pipe are the sender's own pages: it must not write the next message there before they are read" },
        new RecordedMechanism("FIFO", _ => new FifoCarrier()),
        new RecordedMechanism("Unix socket, stream", _ => DescriptorCarrier.Sockets(SocketKind.Stream)),
        new RecordedMechanism("Unix socket, datagram", _ => DescriptorCarrier.Sockets(SocketKind.Datagram)) { Longest = LongestPacket },
        new RecordedMechanism("Unix socket, seqpacket", _ => DescriptorCarrier.Sockets(SocketKind.SequencedPacket)) { Longest = LongestPacket },
        new RecordedMechanism("message queue, POSIX", bytes => new PosixQueueCarrier(bytes)) { Longest = LongestFrom("/proc/sys/fs/mqueue/msgsize_max", Errno.EMSGSIZE) },
        new RecordedMechanism("message queue, System V", _ => new SystemVQueueCarrier()) { Longest = LongestFrom("/proc/sys/kernel/msgmax", Errno.EINVAL) },
        new RecordedMechanism("eventfd", _ => DescriptorCarrier.EventFds()) { Shortest = Word, Longest = Word, NoQueue = "it is one counter: what is added before the other has read adds up" },
        new RecordedMechanism("futex", _ => new WordCarrier()) { Shortest = Word, Longest = Word, NoQueue = "it is one word: a new value takes the place of one that nobody has read" },
        new RecordedMechanism("signal, standard", _ => new StandardSignalCarrier()) { Longest = (1, "the message is which of two signals came: one bit"), NoQueue = "a standard signal that is pending is not queued again: the second is lost" },
        new RecordedMechanism("signal, real-time", _ => new SignalCarrier()) { Shortest = Word, Longest = Word, NoQueue = SignalsQueue },
        new RecordedMechanism("signal, real-time, signalfd", _ => new SignalFdCarrier()) { Shortest = Word, Longest = Word, NoQueue = SignalsQueue },
        .. Shared("mmap'd file", CarrierMemory.File),
        .. Shared("shared memory, POSIX", CarrierMemory.Posix),
        .. Shared("shared memory, System V", CarrierMemory.SystemV),
        new DotNetMechanism(DotNetEnd.AnonymousPipe),
        new DotNetMechanism(DotNetEnd.NamedPipe) { Note = "on Linux .NET makes a named pipe of a Unix stream socket" },
        new DotNetMechanism(DotNetEnd.UnixSocket),
        new DotNetMechanism(DotNetEnd.MappedFile) { Spins = true, NoQueue = "a MemoryMappedFile is memory: a queue in it would be the program's own" },
    ];

    /// <summary>A mechanism by its name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    internal static MeasuredMechanism Find(string name) =>
        All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"no mechanism is called \"{name}\"; there are {string.Join(", ", All.Select(one => $"\"{one.Name}\""))}", nameof(name));

    private static IEnumerable<MeasuredMechanism> Shared(string name, Func<long, CarrierMemory> memory) =>
    [
        new RecordedMechanism($"{name}, futex", bytes => new SharedMemoryCarrier(memory, Waiting.Futex, bytes)),
        new RecordedMechanism($"{name}, eventfd", bytes => new SharedMemoryCarrier(memory, Waiting.EventFd, bytes)),
        new RecordedMechanism($"{name}, semaphore", bytes => new SharedMemoryCarrier(memory, Waiting.Semaphore, bytes)),
        new RecordedMechanism($"{name}, spinning", bytes => new SharedMemoryCarrier(memory, Waiting.Spinning, bytes)) { Spins = true },
    ];

    private static (long, string)? LongestFrom(string file, Errno errno, int share = 1)
    {
        try
        {
            var limit = long.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) / share;
            return (limit, share == 1 ? $"{file} allows {limit} bytes, and more is {errno}" : $"a message must fit into the socket's buffer, {file}, and else is {errno}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // then the mechanism itself says what it does not take
        }
    }
}
