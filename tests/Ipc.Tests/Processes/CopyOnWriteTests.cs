using Ipc.Processes;

namespace Ipc.Tests.Processes;

public sealed class CopyOnWriteTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(64)]
    public void The_child_owns_the_pages_that_it_wrote_and_no_others(int written)
    {
        var seen = CopyOnWrite.Observe(64, written);
        Assert.Equal((64, written, 0, written, 64 - written, 0), (seen.Pages, seen.Written, seen.PrivateBefore, seen.PrivateAfter, seen.StillShared, seen.ParentChanged));
        Assert.InRange(seen.MinorFaults, written, written + 8);
    }

    [Fact]
    public void More_pages_than_there_are_cannot_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CopyOnWrite.Observe(4, 5));
}
