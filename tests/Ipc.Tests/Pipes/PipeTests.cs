using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Tests.Pipes;

public sealed class PipeTests
{
    [Fact]
    public void A_pipe_tells_how_many_bytes_wait_in_it()
    {
        using var pipe = Pipe.Create();
        Assert.Equal(0, pipe.BytesWaiting);
        pipe.WriteEnd.Write("seven b");
        Assert.Equal(new PipeState(pipe.Capacity, 7), pipe.State);
        pipe.WriteEnd.Close();
        Assert.Equal(7, pipe.BytesWaiting);
        Assert.Equal("seven b"u8, pipe.ReadEnd.Read());
        Assert.Equal(0, pipe.BytesWaiting);
    }

    [Fact]
    public void A_non_blocking_pipe_tells_empty_full_and_ended_apart()
    {
        using var pipe = Pipe.Create(nonBlocking: true);
        Assert.Null(pipe.TryRead());
        Assert.Equal(pipe.Capacity, pipe.TryWrite(new byte[pipe.Capacity + 1]));
        Assert.Null(pipe.TryWrite([1]));
        Assert.Equal(100, pipe.TryRead(100)!.Length);
        pipe.WriteEnd.Close();
        while (pipe.TryRead(1 << 20) is { Length: > 0 })
        {
            // What is left.
        }

        Assert.Empty(pipe.TryRead()!);
    }

    [Fact]
    public void A_write_without_a_reader_is_EPIPE_in_a_process_that_ignores_SIGPIPE()
    {
        using var pipe = Pipe.Create(nonBlocking: true);
        pipe.ReadEnd.Close();
        Assert.Equal(Errno.EPIPE, Assert.Throws<PosixException>(() => pipe.TryWrite([1])).Errno);
    }

    [Fact]
    public void The_descriptors_of_a_pipe_show_its_flags()
    {
        using var pipe = Pipe.Create(nonBlocking: true);
        var ends = pipe.Descriptors;
        Assert.Equal([("read", "O_NONBLOCK|O_CLOEXEC"), ("write", "O_NONBLOCK|O_CLOEXEC")], ends.Select(end => (end.Access, end.Flags)));
        Assert.Equal(ends[0].Target, ends[1].Target);
        pipe.ReadEnd.Close();
        Assert.Equal("write", Assert.Single(pipe.Descriptors).Access);
    }

    [Fact]
    public void The_kernel_shows_each_flag_that_pipe2_was_given()
    {
        var seen = PipeFlags.ObserveAll();
        Assert.Equal(10, seen.Count);
        foreach (var end in seen)
        {
            // Linux marks only the write end with O_DIRECT: it is the writer that makes packets.
            var given = end.Given.Split('|').Where(flag => flag != "O_DIRECT" || end.Access == "write").DefaultIfEmpty("none");
            Assert.Equal(given.Order(), end.Shown.Split('|').Order());
        }
    }

    [Fact]
    public void A_capacity_is_rounded_up_and_kept_within_the_limit()
    {
        var page = Environment.SystemPageSize;
        Assert.Equal((2 * page, 2 * page), (PipeCapacity.Observe(page + 1).Granted, PipeCapacity.Observe(page + 1).Filled));
        Assert.Equal(Errno.EBUSY, PipeCapacity.ObserveShrinkBelowContents().Errno);
        var asItComes = PipeCapacity.Observe();
        Assert.Equal(asItComes.Granted, asItComes.Filled);
        var tooMuch = PipeCapacity.Observe(2 * Pipe.MaximumCapacity);
        Assert.True(tooMuch.Errno == Errno.EPERM ? tooMuch.Granted == asItComes.Granted : tooMuch.Granted == tooMuch.Asked, $"{tooMuch}");
    }

    [Fact]
    public void Packets_keep_their_boundaries_and_lose_what_does_not_fit_the_buffer()
    {
        Assert.Equal(["onethree"], PacketReads.Observe(packets: false).Read);
        Assert.Equal(["one", "three"], PacketReads.Observe(packets: true).Read);
        var small = PacketReads.Observe(packets: true, bufferBytes: 2);
        Assert.Equal(["on", "th"], small.Read);
        Assert.Equal(4, small.Lost);
    }
}
