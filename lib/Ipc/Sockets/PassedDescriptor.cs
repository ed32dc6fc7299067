using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Sockets;

/// <summary>What a process has of a descriptor that another sent it with SCM_RIGHTS.</summary>
/// <param name="Giver">What the sender did after it had sent: "goes on", or "has ended" before the descriptor was taken out.</param>
/// <param name="NumberThere">The descriptor's number at the sender.</param>
/// <param name="NumberHere">Its number at the receiver.</param>
/// <param name="ReadThere">What the sender had read from the file before.</param>
/// <param name="ReadHere">What the receiver read then.</param>
/// <param name="ReadThereAgain">What the sender read after that; empty where it had ended.</param>
public sealed record PassedDescriptor(
    [property: Column("the sender")] string Giver,
    [property: Column("number there")] long NumberThere,
    [property: Column("here")] long NumberHere,
    [property: Column("read there")] string ReadThere,
    [property: Column("then here")] string ReadHere,
    [property: Column("then there")] string ReadThereAgain) : IObservation
{
    /// <summary>Both processes with their descriptors, while they had them.</summary>
    [Column(Hidden = true)]
    public required DescriptorMap Map { get; init; }

    /// <summary>Whether both have the same open file description; <c>null</c> where the kernel does not compare, or the sender had ended.</summary>
    [Column("one description")]
    public bool? IsSame => ReadThereAgain.Length > 0 && Map.Compared ? Map.Descriptions.Any(one => one.Object.Kind == "file" && one.Holders.Select(holder => holder.Pid).Distinct().Count() == 2) : null;

    /// <summary>A process opens a file of nine letters, reads three, and sends the descriptor to a process that has never seen the file's name.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
    public static IReadOnlyList<PassedDescriptor> ObserveAll() => [Observe(giverEnds: false), Observe(giverEnds: true)];

    private static PassedDescriptor Observe(bool giverEnds)
    {
        using var scratch = Leftovers.Scratch.Create("passed");
        var path = scratch.File("letters");
        File.WriteAllText(path, "abcdefghi");
        var (first, second) = UnixSocket.Pair();
        using SharedWord turn = SharedWord.Create(), there = SharedWord.Create(), here = SharedWord.Create();
        using var giver = Fork.Start(c =>
        {
            var fd = c.Open(path, Unistd.O_RDWR);
            c.Store(there, fd);
            c.Read(fd, 3);
            c.SendDescriptor(first, fd);
            if (giverEnds)
            {
                c.Exit(0);
                return;
            }

            c.SpinUntil(turn, 2);
            c.Read(fd, 3);
            c.Store(turn, 3);
            c.Pause();
            c.Exit(0);
        });
        using var taker = Fork.Start(c =>
        {
            c.SpinUntil(turn, 1);
            var received = c.ReceiveDescriptor(second);
            c.Store(here, received.Descriptor);
            c.Read(received.Descriptor, 3);
            c.Store(turn, 2);
            c.Pause();
            c.Exit(0);
        });
        first.Dispose();
        second.Dispose();
        if (giverEnds)
        {
            giver.Wait();
        }

        turn.Value = 1;
        if (!SpinWait.SpinUntil(() => turn.Value == (giverEnds ? 2 : 3), TimeSpan.FromSeconds(8)))
        {
            throw new TimeoutException($"the descriptor was not passed on; {Hangs.HangReport.Of(taker.Pid)}");
        }

        var map = giverEnds ? DescriptorMap.Of(taker.Pid) : DescriptorMap.Of(giver.Pid, taker.Pid);
        var read = Read(giver);
        return new(giverEnds ? "has ended" : "goes on", there.Value, here.Value, read[0], Read(taker)[0], giverEnds ? "" : read[1]) { Map = map };
    }

    private static List<string> Read(ChildProcess child) => [.. child.Trace.Steps.Where(step => step.Call == "read").Select(step => step.Detail.Trim('"'))];
}
