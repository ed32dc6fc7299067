using Ipc.SharedMemory;

namespace Ipc.Tests.SharedMemory;

public sealed class RingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_that_is_counted_afterwards_comes_through_whole_even_if_the_reader_looks_in_the_middle(bool oneCpu)
    {
        var ring = RingTransfer.ObserveInTheMiddle(RingProtocol.CountsAfterwards, messages: 50, oneCpu);
        Assert.Equal((50, 0, 0, ""), (ring.Messages, ring.Torn, ring.Lost, ring.Example));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_message_that_is_counted_first_is_torn_each_time_that_the_reader_looks_in_the_middle(bool oneCpu)
    {
        var ring = RingTransfer.ObserveInTheMiddle(RingProtocol.CountsFirst, messages: 50, oneCpu);
        Assert.Equal((50, 50, 0, "1 and 0"), (ring.Messages, ring.Torn, ring.Lost, ring.Example));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_right_ring_neither_tears_nor_loses_at_full_speed(bool oneCpu)
    {
        var ring = RingTransfer.Observe(RingProtocol.CountsAfterwards, oneCpu: oneCpu);
        Assert.Equal((5_000, 0, 0), (ring.Messages, ring.Torn, ring.Lost));
    }

    [Fact]
    public void A_writer_that_does_not_look_for_the_reader_overwrites_what_was_not_read()
    {
        var ring = RingTransfer.Observe(RingProtocol.IgnoresTheReader);
        Assert.InRange(ring.Lost, 1, ring.Messages);
    }

    [Fact]
    public void The_traces_of_the_ring_show_the_order_of_its_stores()
    {
        Assert.Equal(["store_at", "store_at", "store_release"], Stores(RingProtocol.CountsAfterwards));
        Assert.Equal(["store_release", "store_at", "store_at"], Stores(RingProtocol.CountsFirst));

        static IEnumerable<string> Stores(RingProtocol protocol) => RingTransfer.Trace(protocol, messages: 1)[0].Steps.Select(step => step.Call).Where(call => call.StartsWith("store", StringComparison.Ordinal));
    }
}
