using Ipc.Children;
using Ipc.DotNet;
using Ipc.Fifos;
using Ipc.Native;

namespace Ipc.Tests.Fifos;

public sealed class FifoExperimentsTests
{
    [Fact]
    public void Every_way_to_make_a_FIFO_is_a_mknod()
    {
        var seen = FifoCreation.ObserveAll();
        Assert.Equal("mkfifo(path, 0600)", seen[0].MadeBy);
        Assert.All(seen, one => Assert.StartsWith("mknod", one.Name, StringComparison.Ordinal));
        Assert.All(seen, one => Assert.StartsWith("p", one.Mode, StringComparison.Ordinal));
        Assert.All(seen, one => Assert.Contains("S_IFIFO", one.Call, StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_wait_in_the_kernel_and_never_in_the_file()
    {
        var seen = FifoStorage.ObserveAll();
        Assert.Equal([null, 1000, 1000, null, 0, null], seen.Select(moment => moment.InPipe));
        Assert.All(seen.SkipLast(1), moment => Assert.Equal((0, 0), (moment.Size, moment.OnDisk)));
        Assert.Equal(1000, seen[^1].Size);
    }

    [Fact]
    public void An_open_waits_for_the_other_side_unless_told_not_to()
    {
        FifoOpening[] expected =
        [
            new("O_RDONLY", "nobody", true, "a writer", true, null),
            new("O_RDONLY", "a writer", false, "", true, null),
            new("O_WRONLY", "nobody", true, "a reader", true, null),
            new("O_WRONLY", "a reader", false, "", true, null),
            new("O_RDONLY|O_NONBLOCK", "nobody", false, "", true, null),
            new("O_RDONLY|O_NONBLOCK", "a writer", false, "", true, null),
            new("O_WRONLY|O_NONBLOCK", "nobody", false, "", false, Errno.ENXIO),
            new("O_WRONLY|O_NONBLOCK", "a reader", false, "", true, null),
            new("O_RDWR", "nobody", false, "", true, null),
        ];
        Assert.Equal(expected, FifoOpening.ObserveAll());
    }

    [Theory]
    [InlineData(FifoReader.Loop, true)]
    [InlineData(FifoReader.Poll, true)]
    [InlineData(FifoReader.Reopen, false)]
    [InlineData(FifoReader.PollAndReopen, false)]
    [InlineData(FifoReader.KeepsWriteEnd, false)]
    public void A_reader_without_writers_spins_or_sleeps(FifoReader reader, bool spins)
    {
        var seen = FifoReaderCost.Observe(reader, TimeSpan.FromMilliseconds(20));
        Assert.Equal((spins, !spins, true), (seen.Spins, seen.Waits, seen.GotNextMessage));
        Assert.True(spins == seen.CpuTime > TimeSpan.FromMilliseconds(0.1), $"{seen}");
    }

    [Fact]
    public void A_reader_that_opens_again_loses_what_came_meanwhile()
    {
        var reopened = LateMessage.Observe(FifoReader.Reopen);
        Assert.Equal((6, 0), (reopened.Written, reopened.Read));
        Assert.Equal(["\"first\"", "", ""], reopened.Trace.Steps.Where(step => step.Call == "read").Select(step => step.Detail));
        var kept = LateMessage.Observe(FifoReader.KeepsWriteEnd);
        Assert.Equal((6, 6), (kept.Written, kept.Read));
        Assert.Throws<ArgumentOutOfRangeException>(() => LateMessage.Observe(FifoReader.Loop));
    }

    [Fact]
    public void Poll_finds_a_hang_up_until_another_writer_opens() =>
        Assert.Equal(
            [PollEvents.None, PollEvents.None, PollEvents.In, PollEvents.In | PollEvents.HangUp, PollEvents.HangUp, PollEvents.None],
            FifoPoll.ObserveAll().Select(moment => moment.Found));

    [Fact]
    public void A_process_that_waits_for_a_pipe_is_in_an_ordinary_call()
    {
        var seen = BlockedPipe.ObserveAll();
        Assert.Equal(["read", "read", "write", "write", "openat", "openat"], seen.Select(one => one.SystemCall));
        Assert.All(seen, one => Assert.DoesNotContain("sys_", one.KernelFunction, StringComparison.Ordinal));
    }

    [Fact]
    public void On_one_FIFO_a_process_reads_its_own_messages_and_on_two_it_does_not()
    {
        Assert.Equal("\"to you\"", FifoTalk.ReadBack());
        Assert.Equal([(50, 0), (50, 0)], FifoTalk.Observe(fifos: 2, messages: 50).Select(process => (process.FromOther, process.Own)));
        var one = FifoTalk.Observe(fifos: 1, messages: 50);
        Assert.Equal([50, 50], one.Select(process => process.FromOther + process.Own));
        Assert.Equal(one[0].Own, one[1].Own);
    }

    [Fact]
    public void A_named_pipe_of_dotnet_is_a_socket()
    {
        using var scratch = Ipc.Leftovers.Scratch.Create("net");
        var calls = DotNetProgram.Of("new NamedPipeServerStream(args[0]).Dispose();").With(scratch.File("pipe")).Trace("mknod", "mknodat", "socket", "bind", "listen").Calls;
        Assert.DoesNotContain(calls, call => call.Name.StartsWith("mknod", StringComparison.Ordinal));
        Assert.Contains("AF_UNIX", Assert.Single(calls, call => call.Name == "bind").Text, StringComparison.Ordinal);
        Assert.Single(calls, call => call.Name == "listen");
    }

    [Fact]
    public void A_file_class_of_dotnet_finds_that_a_FIFO_has_no_length_and_no_position_and_writes()
    {
        using var fifo = Fifo.Create();
        var calls = DotNetProgram.Of("""File.WriteAllText(args[0], "a line");""").With(fifo.Path).Trace(c => c.Open(fifo, FifoAccess.ReadWrite), "ftruncate", "lseek", "write").Calls;
        Assert.Equal(["ftruncate", "lseek"], calls.Where(call => call.Errno is not null).Select(call => call.Name));
        Assert.Contains("\"a line\"", calls[^1].Text, StringComparison.Ordinal);
    }
}
