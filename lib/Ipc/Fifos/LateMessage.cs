using Ipc.Children;

namespace Ipc.Fifos;

/// <summary>What becomes of a message that is written between a reader's end of file and its next step.</summary>
/// <param name="Reader">How the program reads.</param>
/// <param name="Written">What write(2) reported to the writer, in bytes.</param>
/// <param name="Read">What the reader's next read brought, in bytes.</param>
public sealed record LateMessage(FifoReader Reader, [property: Column("write returned", Unit = "bytes")] long Written, [property: Column("the reader got", Unit = "bytes")] long Read) : IObservation
{
    /// <summary>What both did, on one clock.</summary>
    [Column(Hidden = true)]
    public required ChildTrace Trace { get; init; }

    /// <summary>The first writer ends; the reader reads to the end of the file; a second writer opens, writes and ends; only then does the reader go on.</summary>
    /// <param name="reader">One that opens again, or one that keeps a write end.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/fifo.7.html"/>
    public static LateMessage Observe(FifoReader reader)
    {
        var reopens = reader switch
        {
            FifoReader.Reopen => true,
            FifoReader.KeepsWriteEnd => false,
            _ => throw new ArgumentOutOfRangeException(nameof(reader), reader, $"only {FifoReader.Reopen} and {FifoReader.KeepsWriteEnd}"),
        };
        using var fifo = Fifo.Create();
        using var turn = SharedWord.Create();
        Value? last = null;
        Value? write = null;
        using var parent = Fork.Start(c =>
        {
            c.Fork("reader", () =>
            {
                var fd = c.Open(fifo, FifoAccess.Read, nonBlocking: true);
                if (!reopens)
                {
                    c.Open(fifo, FifoAccess.Write);
                }

                Turn(c, 1);
                Await(c, 2);
                c.Read(fd);
                if (reopens)
                {
                    c.Read(fd);
                }

                Turn(c, 3);
                Await(c, 4);
                if (reopens)
                {
                    c.Close(fd);
                    fd = c.Open(fifo, FifoAccess.Read, nonBlocking: true);
                }

                last = c.Read(fd);
                c.Exit(0);
            });
            c.Fork("writers", () =>
            {
                Await(c, 1);
                Write(c, "first");
                Turn(c, 2);
                Await(c, 3);
                write = Write(c, "second");
                Turn(c, 4);
                c.Exit(0);
            });
            c.Wait(-1);
            c.Wait(-1);
            c.Exit(0);
        });
        parent.Wait();
        return new LateMessage(reader, parent.StepsOf(write!)[0].Result, Math.Max(0, parent.StepsOf(last!)[0].Result)) { Trace = parent.Trace };

        Value Write(ChildProgram c, string message)
        {
            var fd = c.Open(fifo, FifoAccess.Write);
            var written = c.Write(fd, message);
            c.Close(fd);
            return written;
        }

        void Turn(ChildProgram c, int number) => c.Silently(() => c.Store(turn, number));

        void Await(ChildProgram c, int number) => c.Silently(() => c.SpinUntil(turn, number));
    }
}
