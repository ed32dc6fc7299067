using Ipc.Measurement.Creation;
using Ipc.MemoryMaps;

namespace Ipc.Tests.Measurement.Creation;

public sealed class WrittenPagesTests
{
    [Fact]
    public void A_child_has_a_page_fault_for_every_page_that_it_writes()
    {
        var rows = WrittenPages.ObserveAll(children: 3);
        var ordinary = rows.Where(row => !row.HugePages).ToList();
        Assert.Equal([1, 16, 256, (8 << 20) / Environment.SystemPageSize], ordinary.Select(row => row.Written));
        Assert.All(ordinary, row => Assert.True(row.Faults == row.Written && row.HugeMebibytes == 0 && row.Children == 3 && 0 < row.P50 && row.P50 <= row.Max, $"{row}"));
    }

    [Fact]
    public void Of_huge_pages_there_is_a_row_or_the_reason()
    {
        var rows = WrittenPages.ObserveAll(children: 1).Where(row => row.HugePages).ToList();
        Assert.All(rows, row => Assert.Equal(HugePages.WhyNoTransparent(), row.NotMeasured));

        // How many faults that costs is the kernel's choice: a copy of the huge page, or of its parts one by one.
        Assert.All(rows.Where(row => row.NotMeasured is null), row => Assert.InRange(row.Faults, 1, row.Written));
    }
}
