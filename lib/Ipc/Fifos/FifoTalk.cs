using Ipc.Children;

namespace Ipc.Fifos;

/// <summary>Whose messages two processes read that both write and read.</summary>
/// <param name="Fifos">How many FIFOs lie between them: 1 that both open with O_RDWR, or 2, one for each direction.</param>
/// <param name="Process">The process that read.</param>
/// <param name="FromOther">How many of the messages that it read the other had written.</param>
/// <param name="Own">How many it had written itself.</param>
public sealed record FifoTalk([property: Column("FIFOs")] int Fifos, string Process, [property: Column("read of the other's")] int FromOther, [property: Column("read of its own")] int Own) : IObservation
{
    /// <summary>Two processes write a message of one byte and read one, in turn, again and again.</summary>
    /// <param name="fifos">1 or 2.</param>
    /// <param name="messages">How many each writes, and reads.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
    public static IReadOnlyList<FifoTalk> Observe(int fifos, int messages = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fifos, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fifos, 2);
        using var there = Fifo.Create("there");
        using var back = fifos == 2 ? Fifo.Create("back") : null;
        using var ready = SharedWord.Create();
        using var a = Start("A", there, back ?? there);
        using var b = Start("B", back ?? there, there);
        a.Wait();
        b.Wait();
        return [Of("A", a), Of("B", b)];

        ChildProcess Start(string name, Fifo writesTo, Fifo readsFrom) => Fork.Start(c =>
        {
            var writer = c.Open(writesTo, FifoAccess.ReadWrite);
            var reader = writesTo == readsFrom ? writer : c.Open(readsFrom, FifoAccess.ReadWrite);
            c.Add(ready, 1);
            c.SpinUntil(ready, 2);
            c.Repeat(messages, () =>
            {
                c.Write(writer, name);
                c.Read(reader, 1);
            });
            c.Exit(0);
        });

        FifoTalk Of(string name, ChildProcess child)
        {
            var read = child.Trace.Steps.Where(step => step is { Call: "read", Result: 1 }).ToList();
            var own = read.Count(step => step.Detail == $"\"{name}\"");
            return new FifoTalk(fifos, name, read.Count - own, own);
        }
    }

    /// <summary>A process writes a message and reads before anybody else does.</summary>
    /// <returns>What it read.</returns>
    public static string ReadBack()
    {
        using var fifo = Fifo.Create();
        using var child = Fork.Start(c =>
        {
            var both = c.Open(fifo, FifoAccess.ReadWrite);
            c.Write(both, "to you");
            c.Read(both);
            c.Exit(0);
        });
        child.Wait();
        return child.Trace.Steps.First(step => step.Call == "read").Detail;
    }
}
