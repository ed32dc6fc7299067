using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Tests.Pipes;

public sealed class PipeClaimsTests
{
    [Fact]
    public void Each_end_of_a_pipe_refuses_the_call_of_the_other()
    {
        var seen = PipeDirection.ObserveAll();
        Assert.Equal(
            [("write end", "write", "write", 1, null), ("read end", "read", "write", -1, Errno.EBADF), ("write end", "write", "read", -1, Errno.EBADF), ("read end", "read", "read", 1, null)],
            seen.Select(attempt => (attempt.End, attempt.Opened, attempt.Call, attempt.Result, attempt.Errno)));
    }

    [Fact]
    public void Arguments_are_on_the_command_line_and_not_in_the_pipe()
    {
        var seen = ProgramInput.Observe("alpha beta", "");
        Assert.Equal(("alpha beta", "alpha beta", ""), (seen.CommandLine, seen.GotAsArguments, seen.GotFromInput));
        Assert.True(seen.WaitedIn is null || seen.WaitedIn.StartsWith("read(0, …)", StringComparison.Ordinal), seen.WaitedIn);
        var piped = ProgramInput.Observe("", "gamma delta");
        Assert.Equal(("", "", "gamma delta"), (piped.CommandLine, piped.GotAsArguments, piped.GotFromInput));
        var both = ProgramInput.Observe("alpha", "gamma");
        Assert.Equal(("alpha", "alpha", "gamma"), (both.CommandLine, both.GotAsArguments, both.GotFromInput));
    }

    [Fact]
    public void No_write_of_up_to_PIPE_BUF_bytes_is_torn_and_larger_ones_are()
    {
        var atomic = WriterInterleaving.Observe(Pipe.AtomicBytes);
        Assert.Equal(0, atomic.Torn);
        Assert.Equal(0, atomic.ShortestRun % Pipe.AtomicBytes);
        var large = WriterInterleaving.Observe(4 * Math.Max(Pipe.AtomicBytes, Environment.SystemPageSize));
        Assert.True(large.Torn > 0, $"{large}");
        Assert.True(large.ShortestRun < large.WriteBytes, $"{large}");
    }

    [Fact]
    public void Torn_writes_are_counted_by_their_own_bytes()
    {
        var seen = WriterInterleaving.Of("AAABBBABABBA"u8, writeBytes: 3, writers: 2);
        Assert.Equal((4, 2, 1, 3), (seen.Writes, seen.Torn, seen.ShortestRun, seen.LongestRun));
        Assert.Equal("A×3 B×3 A×1 B×1 A×1 B×2 A×1", seen.Beginning);
    }

    [Fact]
    public void End_of_file_waits_for_a_process_that_only_holds_the_write_end()
    {
        var held = TimeSpan.FromMilliseconds(30);
        var leaked = EndOfFileWait.Observe(held);
        Assert.Equal((ProcessState.Sleeping, 0, true), (leaked.StateAfterWriter!.Value, leaked.LastRead, leaked.LastCloseFirst));
        Assert.True(leaked.WaitedAfterWriter > held, $"{leaked}");
        Assert.True(EndOfFileWait.Observe(TimeSpan.Zero) is { OtherHolder: false, LastRead: 0, LastCloseFirst: true });
    }

    [Fact]
    public void SIGPIPE_kills_or_the_write_fails_with_EPIPE()
    {
        Assert.Equal(new BrokenPipe(Disposition.Default, null, null, 0, new ExitStatus.Signaled(Signal.SIGPIPE, false)), BrokenPipe.Observe(Disposition.Default));
        Assert.Equal(new BrokenPipe(Disposition.Ignore, -1, Errno.EPIPE, 0, new ExitStatus.Exited(5)), BrokenPipe.Observe(Disposition.Ignore));
        Assert.Equal(new BrokenPipe(Disposition.Handler, -1, Errno.EPIPE, 1, new ExitStatus.Exited(5)), BrokenPipe.Observe(Disposition.Handler));
    }
}
