using System.Globalization;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.MessageQueues;

/// <summary>A limit on message queues, and what became of an attempt to pass it.</summary>
/// <param name="Limit">Its name.</param>
/// <param name="Where">Where it is set.</param>
/// <param name="Value">What it is here.</param>
/// <param name="Tried">What was tried.</param>
/// <param name="Errno">How it was refused; <c>null</c> where it was not.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/mq_overview.7.html"/>
public sealed record SystemLimit(string Limit, string Where, long Value, [property: Column("tried")] string Tried, Errno? Errno) : IObservation
{
    private const string Posix = "/proc/sys/fs/mqueue/", SystemV = "/proc/sys/kernel/";

    /// <summary>Tries to pass each limit that one queue can pass. A process with CAP_SYS_RESOURCE may pass those of /proc/sys/fs/mqueue.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel lacks one of the kinds.</exception>
    public static IReadOnlyList<SystemLimit> ObserveAll()
    {
        long messages = Read(Posix + "msg_max"), bytes = Read(Posix + "msgsize_max");
        return
        [
            new("msg_max", Posix, messages, $"a queue of {messages + 1} messages", Creation(messages + 1, 1)),
            new("msgsize_max", Posix, bytes, $"a queue of one message of {bytes + 1} bytes", Creation(1, bytes + 1)),
            Reserved(),
            .. OfSystemV(),
        ];
    }

    /// <summary>What a user's queues may take together counts by what they may hold, not by what they do.</summary>
    private static SystemLimit Reserved()
    {
        const int LowLimit = 4096, Messages = 8, MessageBytes = 1024;
        var name = SharedMemory.PosixSharedMemory.NewName();
        using var entry = Journal.Current.Enter(ObjectKind.PosixMessageQueue, name);
        using var child = Fork.Start(c =>
        {
            c.SetLimit(Resource.RLIMIT_MSGQUEUE, LowLimit);
            c.CreateQueue(name, Messages, MessageBytes);
            c.Exit(0);
        });
        child.Wait();
        return new("RLIMIT_MSGQUEUE", "setrlimit, ulimit -q", LowLimit, $"an empty queue for {Messages} messages of {MessageBytes} bytes", child.Trace.Steps.Single(step => step.Call == "mq_open").Errno);
    }

    private static IEnumerable<SystemLimit> OfSystemV()
    {
        const int TextBytes = 100;
        long longest = Read(SystemV + "msgmax"), room = Read(SystemV + "msgmnb");
        using var queue = SystemVQueue.Create();
        var sent = 0L;
        Errno? refusal = null;
        while (refusal is null && sent * TextBytes <= room)
        {
            refusal = Refusal(() => queue.Send(1, new string('x', TextBytes)));
            sent += refusal is null ? 1 : 0;
        }

        yield return new("msgmax", SystemV, longest, $"a message of {longest + 1} bytes", Refusal(() => queue.Send(1, new string('x', (int)longest + 1))));
        yield return new("msgmnb", SystemV, room, string.Create(CultureInfo.InvariantCulture, $"messages of {TextBytes} bytes into one queue: after {sent} of them"), refusal);
    }

    private static Errno? Creation(long messages, long bytes) => Refusal(() => PosixQueue.Create((int)messages, (int)bytes).Dispose());

    private static Errno? Refusal(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (PosixException e) when (e.Errno != Native.Errno.ENOSYS)
        {
            return e.Errno;
        }
    }

    private static long Read(string path) => long.Parse(ProcFile.ReadText(path), CultureInfo.InvariantCulture);
}
