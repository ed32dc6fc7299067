using Ipc.Claims;
using Ipc.Robustness;

namespace Ipc.Tests.Robustness;

public sealed class FeatureTests
{
    [Fact]
    public void What_each_mechanism_can_do_is_what_the_manual_says()
    {
        string[] names = ["pipe", "FIFO", "stream socket at a path", "datagram socket pair", "seqpacket socket pair", "memory map, futex", "System V message queue", "real-time signal"];
        var robustness = new RobustnessMatrix([.. names.Select(RobustnessMatrix.ObserveOne)], ["telegraph: ENOSYS"]);
        var seen = FeatureMatrix.Observe(robustness);
        Assert.Equal(["telegraph: ENOSYS"], seen.Missing);
        Assert.Equal(
            [
                // keeps messages, waits, by name, two-way, descriptors, tells reader, tells writer
                ("pipe", false, true, false, false, false, true, true, ""),
                ("FIFO", false, true, true, false, false, true, true, "the name"),
                ("stream socket at a path", false, true, true, true, true, true, true, "the name"),
                ("datagram socket pair", true, true, false, true, true, false, true, ""),
                ("seqpacket socket pair", true, true, false, true, true, true, true, ""),
                ("memory map, futex", false, false, true, true, false, false, false, "the file, and half a message"),
                ("System V message queue", true, true, true, true, false, false, false, "the queue, and 4 messages"),
                ("real-time signal", true, true, true, true, false, false, true, ""),
            ],
            seen.Rows.Select(row => (row.Mechanism, row.KeepsMessages, row.Waits, row.ByName, row.TwoWay, row.CarriesDescriptors, row.TellsReader, row.TellsWriter, row.Outlives.Contains("messages", StringComparison.Ordinal) ? "the queue, and 4 messages" : row.Outlives)));
    }

    [Fact]
    public void Each_of_the_seven_carries_something_and_so_does_one_more()
    {
        var finding = Examined.Once("C2");
        var seen = Assert.IsType<IReadOnlyList<MechanismFamily>>(finding.Decision.Evidence, exactMatch: false);
        Assert.Equal(["pipe", "FIFO", "local socket", "memory map", "shared memory", "message queue", "signal"], seen.Where(one => one.InNotes).Select(one => one.Family));
        Assert.All(seen, one => Assert.Empty(one.Missing));
        Assert.Equal((Verdict.Depends, "eventfd"), (finding.Verdict, Assert.Single(seen, one => !one.InNotes).Family));
    }
}
