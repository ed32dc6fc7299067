using Ipc.Children;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Tests.ProcFs;

public sealed class PageGridTests
{
    [Fact]
    public void Pages_that_nobody_touched_are_not_present_and_written_ones_are_this_process_s_own()
    {
        using var block = MemoryBlock.Create(4L * Environment.SystemPageSize);
        Assert.All(PageGrid.Of(block).Pages, page => Assert.False(page.Present));
        block.Fill(1);
        Assert.All(PageGrid.Of(block).Pages, page => Assert.True(page is { Present: true, Exclusive: true, Swapped: false }));
    }

    [Fact]
    public void A_child_shares_its_parents_pages_until_it_writes_one()
    {
        using var block = MemoryBlock.Create(4L * Environment.SystemPageSize);
        block.Fill(1);
        using var go = Pipe.Create();
        using var ready = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Write(ready.WriteEnd, ".");
            c.Read(go.ReadEnd, 1);
            c.Fill(block, 2, 2L * Environment.SystemPageSize);
            c.Write(ready.WriteEnd, ".");
            c.Read(go.ReadEnd, 1);
            c.Exit(0);
        });
        ready.ReadEnd.Read(1);
        Assert.All(PageGrid.Of(block, child.Pid).RelationTo(PageGrid.Of(block)), page => Assert.Equal(PageRelation.Shared, page));
        go.WriteEnd.Write(".");
        ready.ReadEnd.Read(1);
        PageRelation[] expected = [PageRelation.Own, PageRelation.Own, PageRelation.Shared, PageRelation.Shared];
        Assert.Equal(expected, PageGrid.Of(block, child.Pid).RelationTo(PageGrid.Of(block)));
        Assert.Equal(expected, PageGrid.Of(block).RelationTo(PageGrid.Of(block, child.Pid)));
        go.WriteEnd.Write(".");
        child.Wait();
    }

    [Theory]
    [InlineData(0x8000000000001234UL, true, false, 0x1234L, false)]
    [InlineData(0x8100000000000000UL, true, false, null, true)]
    [InlineData(0x4000000000000105UL, false, true, null, false)]
    [InlineData(0UL, false, false, null, false)]
    public void An_entry_is_read_by_its_bits(ulong entry, bool present, bool swapped, long? frame, bool exclusive) =>
        Assert.Equal(new PageEntry(present, swapped, frame, exclusive), PageEntry.Parse(entry));

    [Fact]
    public void A_process_that_is_gone_is_told()
    {
        using var block = MemoryBlock.Create(1);
        using var child = Fork.Start(c => c.Exit(0));
        child.Wait();
        Assert.Equal(Ipc.Native.Errno.ENOENT, Assert.Throws<Ipc.Native.PosixException>(() => PageGrid.Of(block, child.Pid)).Errno);
    }
}
