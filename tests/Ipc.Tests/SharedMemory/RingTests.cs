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
    public void A_message_that_is_counted_too_early_is_torn_each_time_that_the_reader_looks_in_the_middle(bool oneCpu)
    {
        var ring = RingTransfer.ObserveInTheMiddle(RingProtocol.CountsTooEarly, messages: 50, oneCpu);
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

    [Theory]
    [InlineData(RingProtocol.CountsAfterwards, 0)]
    [InlineData(RingProtocol.IgnoresTheReader, 84)]
    public void A_reader_that_begins_late_misses_what_a_writer_overwrites_that_does_not_wait(RingProtocol protocol, long lost)
    {
        var ring = RingTransfer.ObserveLate(protocol);
        Assert.Equal((100, 0, lost), (ring.Messages, ring.Torn, ring.Lost));
    }

    [Fact]
    public void The_steps_of_the_ring_show_what_the_reader_sees_while_the_writer_rests()
    {
        var right = StepsOf(RingProtocol.CountsAfterwards);
        Assert.Contains(("", "head is 0"), right.SkipWhile(step => step.Writer != "first word = 1").TakeWhile(step => step.Writer != "last word = 1"));
        Assert.Equal(
            [("first word = 1", ""), ("last word = 1", ""), ("head = 1", ""), ("", "head is 1"), ("", "first word is 1"), ("", "last word is 1"), ("", "tail = 1")],
            right.Where(HasNews));
        Assert.Equal(
            [("first word = 1", ""), ("head = 1", ""), ("", "head is 1"), ("", "first word is 1"), ("", "last word is 0"), ("", "tail = 1"), ("last word = 1", "")],
            StepsOf(RingProtocol.CountsTooEarly).Where(HasNews));

        static List<(string Writer, string Reader)> StepsOf(RingProtocol protocol) => [.. RingTransfer.Steps(protocol).Select(step => (step.Writer, step.Reader))];

        static bool HasNews((string Writer, string Reader) step) => step.Reader != "head is 0";
    }
}
