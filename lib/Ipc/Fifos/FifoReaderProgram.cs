using Ipc.Children;

namespace Ipc.Fifos;

/// <summary>The reading programs of <see cref="FifoReader"/> as steps of a child. They count what they read, and never end.</summary>
internal static class FifoReaderProgram
{
    private const int BufferBytes = 64;

    /// <summary>Records a reader.</summary>
    /// <param name="c">The child's program.</param>
    /// <param name="reader">Which one.</param>
    /// <param name="fifo">What it reads.</param>
    /// <param name="bytes">Counts the bytes that came.</param>
    /// <param name="empty">Counts the reads that returned 0.</param>
    internal static void Record(ChildProgram c, FifoReader reader, Fifo fifo, SharedWord bytes, SharedWord empty)
    {
        var polls = reader is FifoReader.Poll or FifoReader.PollAndReopen;
        var reopens = reader is FifoReader.Reopen or FifoReader.PollAndReopen;
        var fd = c.Open(fifo, FifoAccess.Read, nonBlocking: reader == FifoReader.PollAndReopen);
        if (reader == FifoReader.KeepsWriteEnd)
        {
            c.Open(fifo, FifoAccess.Write);
        }

        var always = c.Number(1);
        c.Silently(() => c.While(() => always.Is(1), Turn));
        c.Exit(0);

        void Turn()
        {
            if (polls)
            {
                c.Poll(fd, PollEvents.In);
            }

            var got = c.Read(fd, BufferBytes);
            c.If(got > 0, () => c.Add(bytes, got));
            c.If(got.Is(0), End);
        }

        void End()
        {
            c.Add(empty, 1);
            if (reopens)
            {
                c.Close(fd);
                c.Assign(fd, c.Open(fifo, FifoAccess.Read, nonBlocking: polls));
            }
        }
    }
}
