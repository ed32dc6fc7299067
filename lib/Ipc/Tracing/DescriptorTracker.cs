namespace Ipc.Tracing;

/// <summary>
/// Follows which descriptor of which process names which end of which pipe or socket, and pairs the bytes that go in with
/// those that come out. It is told of calls in the order in which they took effect.
/// </summary>
internal sealed class DescriptorTracker
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

        Table(pid)[fd] = new Slot(channel, channel, CloseOnExec: false);
    }

    /// <summary>pipe, pipe2: what is written to the second comes out of the first.</summary>
    internal void Pipe(int pid, int readEnd, int writeEnd, bool closeOnExec)
    {
        var channel = new Channel($"pipe {++made} of {pid}");
        Table(pid)[readEnd] = new Slot(channel, null, closeOnExec);
        Table(pid)[writeEnd] = new Slot(null, channel, closeOnExec);
    }

    /// <summary>socketpair: what is written to either comes out of the other.</summary>
    internal void SocketPair(int pid, int first, int second, bool closeOnExec)
    {
        var name = $"socket pair {++made} of {pid}";
        var (there, back) = (new Channel(name), new Channel(name));
        Table(pid)[first] = new Slot(back, there, closeOnExec);
        Table(pid)[second] = new Slot(there, back, closeOnExec);
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
    internal void Write(int pid, int tid, int fd, long bytes, MonotonicTime began)
    {
        if (Table(pid).TryGetValue(fd, out var slot) && slot.Into is { } channel)
        {
            channel.Pending.Enqueue(new Piece(tid, began, bytes));
        }
    }

    /// <summary>So many bytes came out: the oldest ones.</summary>
    internal void Read(int pid, int tid, int fd, long bytes, MonotonicTime done)
    {
        if (!Table(pid).TryGetValue(fd, out var slot) || slot.From is not { } channel)
        {
            return;
        }

        while (bytes > 0 && channel.Pending.TryPeek(out var piece))
        {
            var taken = Math.Min(bytes, piece.Left);
            transfers.Add(new Transfer(channel.Name, piece.Tid, piece.Began, tid, done, taken));
            bytes -= taken;
            piece.Left -= taken;
            if (piece.Left == 0)
            {
                channel.Pending.Dequeue();
            }
        }
    }

    private Dictionary<int, Slot> Table(int pid) => tables.TryGetValue(pid, out var table) ? table : tables[pid] = [];

    /// <summary>One direction of a pipe or socket, with what was written and not yet read.</summary>
    internal sealed class Channel(string name)
    {
        internal string Name { get; } = name;

        internal Queue<Piece> Pending { get; } = new();
    }

    /// <summary>What is left of one write.</summary>
    internal sealed class Piece(int tid, MonotonicTime began, long bytes)
    {
        internal int Tid { get; } = tid;

        internal MonotonicTime Began { get; } = began;

        internal long Left { get; set; } = bytes;
    }

    /// <summary>A descriptor: where reads take from and writes put into.</summary>
    private sealed record Slot(Channel? From, Channel? Into, bool CloseOnExec);
}
