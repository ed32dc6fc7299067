using Ipc.Children;
using Ipc.Commands;
using Ipc.Fifos;
using Ipc.Pipes;
using Ipc.ProcFs;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

public sealed class TransferTests
{
    [Fact]
    public void Bytes_of_a_shells_pipeline_are_followed_from_writer_to_reader()
    {
        var trace = SystemCallTracer.Trace("sh", "-c", "echo one | cat");
        var transfer = Assert.Single(trace.Transfers());
        Assert.Equal(4, transfer.Bytes);
        var writer = trace.Calls.Single(call => call.Name == "write" && call.Start == transfer.Written);
        Assert.Equal("\"one\\n\"", writer.Argument("buf")!.Text);
        Assert.Equal("cat", Path.GetFileName(trace.Threads.Single(thread => thread.Tid == transfer.Reader).Program));
        Assert.True(transfer.Written < transfer.Read);
    }

    [Fact]
    public void A_write_that_is_read_in_pieces_is_as_many_transfers()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Fork("writer", () =>
            {
                c.Write(pipe.WriteEnd, "abcdef");
                c.Exit(0);
            });
            c.Wait(-1);
            c.Read(pipe.ReadEnd, 4);
            c.Read(pipe.ReadEnd, 4);
            c.Exit(0);
        });
        child.Wait();
        var transfers = child.Trace.Transfers();
        Assert.Equal([4L, 2L], transfers.Select(transfer => transfer.Bytes));
        Assert.All(transfers, transfer => Assert.Equal((child.Trace.Processes[1].Pid, child.Pid), (transfer.Writer, transfer.Reader)));
    }

    [Theory]
    [InlineData(10_000, 0)]
    [InlineData(4096, 2)]
    public void Whose_bytes_a_read_brings_is_told_only_where_two_writes_cannot_mix(int bytes, int told)
    {
        using var pipe = Pipe.Create();
        pipe.Capacity = Environment.SystemPageSize;
        pipe.WriteEnd.Write(".");
        ChildProcess Writer(char letter) => Fork.Start(c =>
        {
            c.Write(pipe.WriteEnd, new string(letter, bytes));
            c.Exit(0);
        });
        using var first = Writer('A');
        ProcessStat.WaitFor(first.Pid, ProcessState.Sleeping);
        using var second = Writer('B');
        ProcessStat.WaitFor(second.Pid, ProcessState.Sleeping);
        using var reader = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd, 1);
            c.While(() => c.Read(pipe.ReadEnd) > 0, () => { });
            c.Exit(0);
        });
        pipe.Dispose();
        Assert.All((ChildProcess[])[first, second, reader], child => child.Wait());
        Assert.Equal(told, Transfer.Among(first.Trace, second.Trace, reader.Trace).Count(transfer => transfer.Bytes > 1));
    }

    [Fact]
    public void A_pipe_of_the_child_s_own_is_followed_through_dup2_and_fork()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            var pipe = c.Pipe2(closeOnExec: true);
            c.Fork("writer", () =>
            {
                c.Dup2(pipe.WriteEnd, 1);
                c.Exec("/bin/echo", ["through"]);
            });
            c.Close(pipe.WriteEnd);
            c.Read(pipe.ReadEnd);
            c.Wait(-1);
            c.Exit(0);
        });
        var transfer = Assert.Single(trace.Transfers());
        Assert.Equal(("through\n".Length, trace.Threads[1].Tid, trace.Threads[0].Tid), (transfer.Bytes, transfer.Writer, transfer.Reader));
    }

    [Fact]
    public void A_recorded_child_s_own_pipe_is_followed_in_what_it_recorded_itself()
    {
        using var child = Fork.Start(c =>
        {
            var pipe = c.Pipe();
            var writer = c.Fork("writer", () =>
            {
                c.Close(pipe.ReadEnd);
                c.Write(pipe.WriteEnd, "abc");
                c.Exit(0);
            });
            c.Close(pipe.WriteEnd);
            c.Read(pipe.ReadEnd);
            c.Wait(writer);
            c.Exit(0);
        });
        child.Wait();
        var step = Assert.Single(child.Trace.Steps, step => step.Call == "pipe");
        Assert.Matches(@"^pipe\(\[\d+, \d+\]\)$", step.Text);
        var transfer = Assert.Single(child.Trace.Transfers());
        Assert.Equal((3, child.Trace.Processes[1].Pid, child.Pid), (transfer.Bytes, transfer.Writer, transfer.Reader));
    }

    [Fact]
    public void Both_directions_of_a_socket_pair_are_followed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no python3: nothing here makes a socket pair in another program");
        var trace = SystemCallTracer.Trace(Command.Of("/usr/bin/python3", "-c", """
            import os, socket
            here, there = socket.socketpair()
            if os.fork() == 0:
                here.close()
                there.sendall(there.recv(10).upper())
                os._exit(0)
            there.close()
            here.sendall(b'question')
            here.recv(20)
            os.wait()
            """), new TraceOptions { Calls = ["socketpair", "close", "sendto", "recvfrom", "write", "read"] });
        var (parent, child) = (trace.Threads[0].Tid, trace.Threads[1].Tid);
        Assert.Equal([(parent, child, 8L), (child, parent, 8L)], trace.Transfers().Select(transfer => (transfer.Writer, transfer.Reader, transfer.Bytes)));
    }

    [Fact]
    public void A_FIFO_that_a_traced_program_made_is_followed_by_its_name()
    {
        var path = Path.Combine(Path.GetTempPath(), $"ipc-transfer-{Environment.ProcessId}");
        var trace = SystemCallTracer.Trace("sh", "-c", $"mkfifo {path}; cat {path} & echo word > {path}; wait; rm {path}");
        Assert.False(File.Exists(path));
        var transfer = Assert.Single(trace.Transfers());
        Assert.Equal((5L, trace.Threads[0].Tid), (transfer.Bytes, transfer.Writer));
        Assert.Equal("cat", Path.GetFileName(trace.Threads.Single(thread => thread.Tid == transfer.Reader).Program));
    }

    [Fact]
    public void Bytes_between_two_children_of_one_parent_are_followed_through_pipe_and_FIFO()
    {
        using var pipe = Pipe.Create();
        using var fifo = Fifo.Create("transfers");
        using var reader = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd, 10);
            c.Read(c.Open(fifo, FifoAccess.Read), 10);
            c.Exit(0);
        });
        using var writer = Fork.Start(c =>
        {
            c.Write(pipe.WriteEnd, "ab");
            c.Write(c.Open(fifo, FifoAccess.Write), "cde");
            c.Exit(0);
        });
        writer.Wait();
        reader.Wait();
        Assert.Equal([(writer.Pid, reader.Pid, 2L), (writer.Pid, reader.Pid, 3L)], Transfer.Among(reader.Trace, writer.Trace).Select(transfer => (transfer.Writer, transfer.Reader, transfer.Bytes)));
    }

    [Fact]
    public void What_goes_to_a_descriptor_that_nobody_knows_is_no_transfer() =>
        Assert.Empty(SystemCallTracer.Trace("sh", "-c", "echo to the laboratory").Transfers());
}
