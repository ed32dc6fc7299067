using System.Globalization;
using Ipc.Children;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>What came through a ring of slots in shared memory, from a process that wrote messages to one that read them.</summary>
/// <param name="Protocol">How the writer went about it.</param>
/// <param name="Cpus">On how many CPUs the two ran.</param>
/// <param name="Messages">How many messages were written.</param>
/// <param name="Torn">How many the reader found whose first and last word do not belong together.</param>
/// <param name="Lost">How many it did not get, because another message had taken their slot.</param>
/// <param name="Example">The first and the last word of the first torn message, which should be alike; empty where there was none.</param>
public sealed record RingTransfer(
    RingProtocol Protocol,
    [property: Column("CPUs")] int Cpus,
    [property: Column(IsCount = true)] long Messages,
    [property: Column(IsCount = true)] long Torn,
    [property: Column(IsCount = true)] long Lost,
    [property: Column("the first that is torn")] string Example) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends messages as fast as both can.</summary>
    /// <param name="protocol">How the writer goes about it.</param>
    /// <param name="messages">How many: 1 or more.</param>
    /// <param name="oneCpu">Keeps both processes to one CPU.</param>
    /// <exception cref="PosixException">ENOSYS: there is no shm_open here.</exception>
    /// <exception cref="ChildDeadlineException">The two did not come to an end in time.</exception>
    public static RingTransfer Observe(RingProtocol protocol, long messages = 5_000, bool oneCpu = false) => Run(protocol, messages, oneCpu);

    /// <summary>Sends messages so that the reader looks in the middle of each: when its first word is there and its last is not.</summary>
    /// <param name="protocol">How the writer goes about it.</param>
    /// <param name="messages">How many: 1 or more.</param>
    /// <param name="oneCpu">Keeps both processes to one CPU.</param>
    /// <exception cref="PosixException">ENOSYS: there is no shm_open here.</exception>
    public static RingTransfer ObserveInTheMiddle(RingProtocol protocol, long messages = 100, bool oneCpu = false) => Run(protocol, messages, oneCpu, isSlow: true);

    /// <summary>Sends messages to a reader that begins late: when the ring is full and the writer should wait, or, where the writer does not wait, when all messages are written.</summary>
    /// <param name="protocol">How the writer goes about it.</param>
    /// <param name="messages">How many: 1 or more.</param>
    /// <param name="oneCpu">Keeps both processes to one CPU.</param>
    /// <exception cref="PosixException">ENOSYS: there is no shm_open here.</exception>
    public static RingTransfer ObserveLate(RingProtocol protocol, long messages = 100, bool oneCpu = false) =>
        Run(protocol, messages, oneCpu, readerBeginsAt: protocol == RingProtocol.IgnoresTheReader ? messages : Math.Min(messages, Ring.Slots));

    /// <summary>What the two did, step by step, for a few messages, each of which the reader looks at in the middle.</summary>
    /// <param name="protocol">How the writer goes about it.</param>
    /// <param name="messages">How many: 1 or more.</param>
    /// <exception cref="PosixException">ENOSYS: there is no shm_open here.</exception>
    public static IReadOnlyList<RingStep> Steps(RingProtocol protocol, long messages = 1)
    {
        using var memory = PosixSharedMemory.Create(Ring.Bytes);
        var (writer, reader) = Run(memory, messages, cpu: null, isTraced: true, ring => ring.Write(protocol, isSlow: true));
        return RingStep.Of(writer, reader);
    }

    private static RingTransfer Run(RingProtocol protocol, long messages, bool oneCpu, bool isSlow = false, long readerBeginsAt = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, 1);
        var cpus = Sched.CpusOf(Environment.ProcessId);
        using var memory = PosixSharedMemory.Create(Ring.Bytes);
        using var own = memory.Map();
        Run(memory, messages, oneCpu ? cpus[0] : null, isTraced: false, ring => ring.Write(protocol, isSlow), readerBeginsAt);
        var torn = own[Ring.TornAt];
        var example = torn == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{own[Ring.NumberAt]} and {own[Ring.LastAt]}");
        return new(protocol, oneCpu ? 1 : Math.Min(2, cpus.Count), messages, torn, own[Ring.LostAt], example);
    }

    private static (ChildTrace Writer, ChildTrace Reader) Run(PosixSharedMemory memory, long messages, int? cpu, bool isTraced, Action<Ring> write, long readerBeginsAt = 0)
    {
        using var reader = Start(ring => ring.Read(readerBeginsAt));
        using var writer = Start(write);
        writer.Wait();
        reader.Wait();
        return (writer.Trace, reader.Trace);

        ChildProcess Start(Action<Ring> part) => Fork.Start(c =>
        {
            if (cpu is { } only)
            {
                c.PinTo(only);
            }

            part(new(c, c.Map(Ring.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, memory.Descriptor), messages) { IsTraced = isTraced });
            c.Exit(0);
        }, new ChildOptions { Deadline = Patience });
    }
}
