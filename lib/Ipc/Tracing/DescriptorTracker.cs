namespace Ipc.Tracing;

/// <summary>
/// Follows which descriptor of which process names which end of which pipe or socket, and pairs the bytes that go in with
/// those that come out. It is told of calls in the order in which they took effect.
/// </summary>
internal sealed partial class DescriptorTracker
{
    private readonly Dictionary<int, Dictionary<int, Slot>> tables = [];
    private readonly List<Transfer> transfers = [];
    private int made;

    internal IReadOnlyList<Transfer> Transfers => transfers;

    /// <summary>A descriptor of something with a name: a pipe that a process had from the beginning, whose two ends have the same name in /proc; a FIFO.</summary>
    internal void Named(int pid, int fd, string target, Dictionary<string, Channel> channels)
    {
        if (!channels.TryGetValue(target, out var channel))
        {
            channels[target] = channel = new Channel(target);
        }

        Table(pid)[fd] = new Slot(new End { From = channel, Into = channel }, CloseOnExec: false);
    }

    /// <summary>pipe, pipe2: what is written to the second comes out of the first.</summary>
    internal void Pipe(int pid, int readEnd, int writeEnd, bool closeOnExec)
    {
        var channel = new Channel($"pipe {++made} of {pid}");
        Table(pid)[readEnd] = new Slot(new End { From = channel }, closeOnExec);
        Table(pid)[writeEnd] = new Slot(new End { Into = channel }, closeOnExec);
    }

    /// <summary>dup, dup2, dup3, F_DUPFD.</summary>
    internal void Duplicate(int pid, int from, int to, bool closeOnExec)
    {
        var table = Table(pid);
        if (from == to)
        {
            return;
        }

        if (table.TryGetValue(from, out var slot))
        {
            table[to] = slot with { CloseOnExec = closeOnExec };
        }
        else
        {
            table.Remove(to);
        }
    }

    internal void Close(int pid, int fd) => Table(pid).Remove(fd);

    /// <summary>close_range, which can also only mark the descriptors.</summary>
    internal void CloseRange(int pid, uint first, uint last, bool onlyMark)
    {
        foreach (var fd in Table(pid).Keys.Where(fd => fd >= first && fd <= last).ToList())
        {
            if (onlyMark)
            {
                MarkCloseOnExec(pid, fd, closeOnExec: true);
            }
            else
            {
                Close(pid, fd);
            }
        }
    }

    /// <summary>F_SETFD.</summary>
    internal void MarkCloseOnExec(int pid, int fd, bool closeOnExec)
    {
        if (Table(pid).TryGetValue(fd, out var slot))
        {
            Table(pid)[fd] = slot with { CloseOnExec = closeOnExec };
        }
    }

    /// <summary>A new process has copies of its maker's descriptors; a thread has the very same table.</summary>
    internal void Fork(int maker, int child, bool sharesTable) => tables[child] = sharesTable ? Table(maker) : new(Table(maker));

    /// <summary>What is marked close-on-exec goes.</summary>
    internal void Exec(int pid)
    {
        var table = Table(pid);
        foreach (var fd in table.Where(entry => entry.Value.CloseOnExec).Select(entry => entry.Key).ToList())
        {
            table.Remove(fd);
        }
    }

    /// <summary>So many bytes went in.</summary>
    internal void Write(int pid, int tid, int fd, long bytes, MonotonicTime began, MonotonicTime ended, int? passed = null) =>
        Put(EndOf(pid, fd)?.Into, new Piece(tid, began, ended, bytes) { Passed = passed is { } other ? EndOf(pid, other) : null });

    /// <summary>So many bytes came out: the oldest ones, or of messages the oldest one.</summary>
    internal void Read(int pid, int tid, int fd, long bytes, MonotonicTime done, int? passed = null)
    {
        if (EndOf(pid, fd)?.From is not { } channel)
        {
            return;
        }

        End? came = null;
        for (var first = true; (first || (bytes > 0 && !channel.IsMessages)) && channel.Pending.TryPeek(out var piece); first = false)
        {
            var taken = Math.Min(bytes, piece.Left);
            if (taken > 0 && !piece.IsMixed)
            {
                transfers.Add(new Transfer(channel.Name, piece.Tid, piece.Began, tid, done, taken));
            }

            came ??= piece.Passed;
            bytes -= taken;
            piece.Left -= taken;

            // What did not fit of a message is lost.
            if (piece.Left == 0 || channel.IsMessages)
            {
                channel.Pending.Dequeue();
            }
        }

        if (passed is { } number)
        {
            Table(pid).Remove(number);
            if (came is not null)
            {
                Table(pid)[number] = new Slot(came, CloseOnExec: false);
            }
        }
    }

    private static void Put(Channel? channel, Piece written)
    {
        if (channel is null || (written.Left == 0 && !channel.IsMessages))
        {
            return;
        }

        if (!channel.IsMessages)
        {
            foreach (var other in channel.Pending.Where(other => other.MayMixWith(written)))
            {
                other.IsMixed = written.IsMixed = true;
            }
        }

        channel.Pending.Enqueue(written);
    }

    private End? EndOf(int pid, int fd) => Table(pid).TryGetValue(fd, out var slot) ? slot.End : null;

    private Dictionary<int, Slot> Table(int pid) => tables.TryGetValue(pid, out var table) ? table : tables[pid] = [];

    /// <summary>One direction of a pipe or socket, with what was written and not yet read.</summary>
    internal sealed class Channel(string name)
    {
        internal string Name { get; } = name;

        /// <summary>Whether each reading takes one message, and never two.</summary>
        internal bool IsMessages { get; init; }

        internal Queue<Piece> Pending { get; } = new();
    }

    /// <summary>What is left of one write.</summary>
    internal sealed class Piece(int tid, MonotonicTime began, MonotonicTime ended, long bytes)
    {
        /// <summary>PIPE_BUF: a write of at most so many bytes goes in as a whole (pipe(7)).</summary>
        private const int AtomicBytes = 4096;

        private readonly bool isAtomic = bytes <= AtomicBytes;
        private readonly MonotonicTime ended = ended;

        internal int Tid { get; } = tid;

        internal MonotonicTime Began { get; } = began;

        internal long Left { get; set; } = bytes;

        /// <summary>Whether its bytes may lie between those of another, so that whose bytes a read brings is not known.</summary>
        internal bool IsMixed { get; set; }

        /// <summary>What a descriptor stands for that was sent along.</summary>
        internal End? Passed { get; init; }

        /// <summary>Two writes at the same time, one of which goes in by pieces.</summary>
        internal bool MayMixWith(Piece later) => later.Tid != Tid && later.Began < ended && !(isAtomic && later.isAtomic);
    }

    /// <summary>What a descriptor stands for: where reads take from and writes put into.</summary>
    internal sealed class End
    {
        internal Channel? From { get; set; }

        internal Channel? Into { get; set; }

        /// <summary>Whether it is a socket that keeps messages apart.</summary>
        internal bool IsMessages { get; init; }

        /// <summary>Whether it sends without a connection.</summary>
        internal bool IsDatagram { get; init; }

        /// <summary>Of a socket that listens: who has connected and was not accepted yet.</summary>
        internal Queue<Connection> Waiting { get; } = new();
    }

    /// <summary>A connection that was asked for.</summary>
    internal sealed class Connection(End client, MonotonicTime asked)
    {
        internal End Client { get; } = client;

        internal MonotonicTime Asked { get; } = asked;

        /// <summary>Whether another was asked for at the same time, so that which is which is not known.</summary>
        internal bool IsUnknown { get; set; }
    }

    private sealed record Slot(End End, bool CloseOnExec);
}
