using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Fifos;

/// <summary>What poll(2) found at the read end of a FIFO at one moment.</summary>
/// <param name="Moment">What had just happened.</param>
/// <param name="Found">What poll found at once; none means that it would have waited.</param>
public sealed record FifoPoll([property: Column("after")] string Moment, [property: Column(Hidden = true)] PollEvents Found) : IObservation
{
    /// <summary>The same by the names of poll(2).</summary>
    [Column("poll finds")]
    public string Names => Found == PollEvents.None ? "nothing, and would wait" : PollFlags.Poll.Flags((long)Found);

    /// <summary>Asks again and again while a writer comes, writes, goes, and another one comes.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/poll.2.html"/>
    public static IReadOnlyList<FifoPoll> ObserveAll()
    {
        using var fifo = Fifo.Create();
        using var reader = fifo.Open(FifoAccess.Read);
        var seen = new List<FifoPoll> { Now("the reader opened") };
        using var first = fifo.Open(FifoAccess.Write);
        seen.Add(Now("a writer opened"));
        first.Write("x");
        seen.Add(Now("it wrote"));
        first.Close();
        seen.Add(Now("it closed"));
        reader.Read();
        seen.Add(Now("the reader read all"));
        using var second = fifo.Open(FifoAccess.Write);
        seen.Add(Now("another writer opened"));
        return seen;

        FifoPoll Now(string moment)
        {
            SystemWait.PollFd[] asked = [new() { Fd = reader.Number, Events = SystemWait.POLLIN }];
            Unistd.Checked("poll", reader.Name, () => SystemWait.Poll(asked, 1, 0));
            return new FifoPoll(moment, (PollEvents)asked[0].Returned);
        }
    }
}
