using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

public sealed class DescriptorTrackerTests
{
    private const int Parent = 10, Child = 11;

    private readonly DescriptorTracker tracker = new();

    [Fact]
    public void A_child_keeps_its_copies_when_the_parent_closes_its_own()
    {
        tracker.Pipe(Parent, 3, 4, closeOnExec: false);
        tracker.Fork(Parent, Child, sharesTable: false);
        tracker.Close(Parent, 4);
        Assert.Equal([(Child, Parent, 5L)], Sent(Child, 4, Parent, 3));
        Assert.Empty(Sent(Parent, 4, Parent, 3));
    }

    [Fact]
    public void Threads_share_one_table()
    {
        tracker.Pipe(Parent, 3, 4, closeOnExec: false);
        tracker.Fork(Parent, Child, sharesTable: true);
        tracker.Close(Parent, 4);
        Assert.Empty(Sent(Child, 4, Parent, 3));
    }

    [Fact]
    public void Exec_closes_what_is_marked_and_keeps_what_dup2_made_of_it()
    {
        tracker.Pipe(Parent, 3, 4, closeOnExec: true);
        tracker.Fork(Parent, Child, sharesTable: false);
        tracker.Duplicate(Child, 4, 1, closeOnExec: false);
        tracker.Exec(Child);
        Assert.Empty(Sent(Child, 4, Parent, 3));
        Assert.Single(Sent(Child, 1, Parent, 3));
    }

    [Fact]
    public void Setfd_decides_what_exec_closes()
    {
        tracker.Pipe(Parent, 3, 4, closeOnExec: true);
        tracker.MarkCloseOnExec(Parent, 4, closeOnExec: false);
        tracker.Fork(Parent, Child, sharesTable: false);
        tracker.Exec(Child);
        Assert.Single(Sent(Child, 4, Parent, 3));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Close_range_closes_or_only_marks(bool onlyMark, int transfers)
    {
        tracker.Pipe(Parent, 3, 4, closeOnExec: false);
        tracker.Fork(Parent, Child, sharesTable: false);
        tracker.CloseRange(Child, 3, uint.MaxValue, onlyMark);
        Assert.Equal(transfers, Sent(Child, 4, Parent, 3).Count);
        tracker.Exec(Child);
        Assert.Empty(Sent(Child, 4, Parent, 3));
    }

    [Fact]
    public void The_two_directions_of_a_socket_pair_do_not_mix()
    {
        tracker.SocketPair(Parent, 3, 4, Ipc.Sockets.SocketKind.Stream, closeOnExec: false);
        tracker.Write(Parent, Parent, 3, 5, new(1), new(1));
        tracker.Write(Parent, Parent, 4, 7, new(2), new(2));
        tracker.Read(Parent, Parent, 3, 100, new(3));
        tracker.Read(Parent, Parent, 4, 100, new(4));
        Assert.Equal([7L, 5L], tracker.Transfers.Select(transfer => transfer.Bytes));
    }

    [Fact]
    public void One_read_takes_several_writes_and_says_which_part_was_whose()
    {
        tracker.Pipe(Parent, 3, 4, closeOnExec: false);
        tracker.Fork(Parent, Child, sharesTable: false);
        tracker.Write(Parent, Parent, 4, 2, new(1), new(1));
        tracker.Write(Child, Child, 4, 3, new(2), new(2));
        tracker.Read(Parent, Parent, 3, 100, new(3));
        Assert.Equal([(Parent, 2L), (Child, 3L)], tracker.Transfers.Select(transfer => (transfer.Writer, transfer.Bytes)));
    }

    /// <summary>The transfers that five bytes from one descriptor to another make.</summary>
    private List<(int Writer, int Reader, long Bytes)> Sent(int writer, int into, int reader, int outOf)
    {
        var before = tracker.Transfers.Count;
        tracker.Write(writer, writer, into, 5, new(1), new(1));
        tracker.Read(reader, reader, outOf, 5, new(2));
        return [.. tracker.Transfers.Skip(before).Select(transfer => (transfer.Writer, transfer.Reader, transfer.Bytes))];
    }
}
