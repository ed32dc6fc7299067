using Ipc.Children;
using Ipc.Fifos;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Tests.Fifos;

public sealed class FifoTests
{
    [Fact]
    public void A_FIFO_is_a_name_of_mode_0600_that_goes_with_it()
    {
        string path;
        using (var fifo = Fifo.Create("talk"))
        {
            path = fifo.Path;
            Assert.Equal(("talk", "prw-------", 1, 0L, 0L), (fifo.Node.Name, fifo.Node.Mode, fifo.Node.Links, fifo.Node.Size, fifo.Node.OnDisk));
            Assert.True(fifo.Node.IsFifo);
        }

        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => FileNode.Of(path)).Errno);
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void Other_files_are_told_apart_from_a_FIFO()
    {
        Assert.StartsWith("d", FileNode.Of("/proc/self").Mode, StringComparison.Ordinal);
        Assert.StartsWith("crw", FileNode.Of("/dev/null").Mode, StringComparison.Ordinal);
        Assert.StartsWith("-rwx", FileNode.Of(Environment.ProcessPath!).Mode, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_does_not_wait_needs_a_reader_and_a_reader_needs_nobody()
    {
        using var fifo = Fifo.Create();
        Assert.Equal(Errno.ENXIO, Assert.Throws<PosixException>(() => fifo.Open(FifoAccess.Write)).Errno);
        using var reader = fifo.Open(FifoAccess.Read);
        using var writer = fifo.Open(FifoAccess.Write);
        writer.Write("seen");
        Assert.Equal("seen"u8, reader.Read());
    }

    [Fact]
    public void Two_processes_that_share_nothing_but_the_name_meet_in_it()
    {
        using var fifo = Fifo.Create();
        using var reader = Fork.Start(c =>
        {
            c.Read(c.Open(fifo, FifoAccess.Read));
            c.Exit(0);
        });
        ProcessStat.WaitFor(reader.Pid, ProcessState.Sleeping);
        using var writer = Fork.Start(c =>
        {
            c.Write(c.Open(fifo, FifoAccess.Write), "hello");
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), writer.Wait());
        Assert.Equal(new ExitStatus.Exited(0), reader.Wait());
        Assert.Equal(("open(\"fifo\", O_RDONLY)", "\"hello\""), (reader.Trace.Steps[0].Text, reader.Trace.Steps[1].Detail));
    }

    [Fact]
    public void Who_has_a_FIFO_open_keeps_it_when_its_name_is_gone()
    {
        using var fifo = Fifo.Create();
        using var both = fifo.Open(FifoAccess.ReadWrite);
        fifo.Unlink();
        both.Write("still here");
        Assert.Equal("still here"u8, both.Read());
        Assert.Equal(Errno.ENOENT, Assert.Throws<PosixException>(() => fifo.Open(FifoAccess.Read)).Errno);
    }

    [Fact]
    public void A_child_makes_a_FIFO_and_finds_the_name_taken()
    {
        using var fifo = Fifo.Create();
        var path = Path.Combine(Path.GetDirectoryName(fifo.Path)!, "second");
        using var child = Fork.Start(c =>
        {
            c.MakeFifo(path);
            c.MakeFifo(path);
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal([(0L, null), (-1L, Errno.EEXIST)], child.Trace.Steps.Take(2).Select(step => (step.Result, step.Errno)));
        Assert.Equal("mkfifo(\"second\", 0600)", child.Trace.Steps[0].Text);
        Assert.True(FileNode.Of(path).IsFifo);
    }

    [Fact]
    public void Poll_tells_nothing_from_data_and_a_writer_that_hung_up()
    {
        using var fifo = Fifo.Create();
        using var child = Fork.Start(c =>
        {
            var reader = c.Open(fifo, FifoAccess.Read, nonBlocking: true);
            Expect(PollEvents.None, TimeSpan.Zero);
            var writer = c.Open(fifo, FifoAccess.Write);
            Expect(PollEvents.None, TimeSpan.Zero);
            c.Write(writer, "x");
            Expect(PollEvents.In);
            c.Close(writer);
            Expect(PollEvents.In | PollEvents.HangUp);
            c.Read(reader);
            Expect(PollEvents.HangUp);
            c.Exit(0);

            void Expect(PollEvents events, TimeSpan? timeout = null) => c.If(c.Poll(reader, PollEvents.In, timeout).Is(events), () => c.Write($"{events}; "));
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Equal("None; None; In; In, HangUp; HangUp; ", child.Output.StandardOutput);
        Assert.Matches(@"^poll\(\[\d+: POLLIN\], 1, 0\)$", child.Trace.Steps.First(step => step.Call == "poll").Text);
    }
}
