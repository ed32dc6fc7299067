using Ipc.Children;

namespace Ipc.Tests.Children;

public sealed class MemoryBlockTests
{
    private static readonly int Page = Environment.SystemPageSize;

    [Fact]
    public void Pages_come_into_memory_when_they_are_written()
    {
        using var block = MemoryBlock.Create((10 * Page) - 1);
        Assert.Equal((10L * Page, 10L), (block.Bytes, block.Pages));
        Assert.Equal(0, block.UseIn().ResidentBytes);
        block.Fill(0xab);
        Assert.Equal(block.Bytes, block.UseIn().PrivateDirtyBytes);
        Assert.Equal((0xab, 0xab), (block[0], block[block.Bytes - 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => block[block.Bytes]);
    }

    [Fact]
    public void Two_blocks_are_two_mappings()
    {
        using var first = MemoryBlock.Create(Page);
        using var second = MemoryBlock.Create(Page);
        first.Fill(1);
        Assert.Equal((Page, 0), (first.UseIn().ResidentBytes, second.UseIn().ResidentBytes));
    }

    [Fact]
    public void A_child_fills_its_own_copy()
    {
        using var block = MemoryBlock.Create(4 * Page);
        block.Fill(1);
        using var child = Fork.Start(c =>
        {
            c.Fill(block, 2, 2 * Page);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal($"memset(block, 2, {2 * Page})", child.Trace.Steps[0].Text);
        Assert.Equal(1, block[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Fork.Start(c => c.Fill(block, 2, block.Bytes + 1)));
    }

    [Fact]
    public void A_vforked_child_fills_the_block_itself()
    {
        using var block = MemoryBlock.Create(2 * Page);
        using var child = Vfork.Start(c =>
        {
            c.Fill(block, 2, 1);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal((2, 0), (block[0], block[1]));
    }
}
