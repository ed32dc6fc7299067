using Ipc.Children;
using Ipc.Commands;
using Ipc.Hangs;
using Ipc.Leftovers;
using Ipc.MessageQueues;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;
using Ipc.Sockets;

namespace Ipc.Tests.Hangs;

public sealed class HangReportTests
{
    [Fact]
    public void A_write_end_that_the_reader_itself_has_open_is_named()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Inherit(pipe.WriteEnd);
            c.Read(pipe.ReadEnd);
            c.Exit(0);
        });
        pipe.WriteEnd.Close();
        var report = Report(child);
        var wait = Assert.Single(report.Threads).WaitsFor!;
        Assert.Equal(WaitKind.PipeData, wait.Kind);
        Assert.Equal(child.Pid, Assert.Single(wait.Enders).Pid);
        Assert.Matches($@"^pid {child.Pid} reads from pipe \d+; its write end is still open in pid {child.Pid} itself \(fd {wait.Enders[0].Descriptor}\)", report.Explanation[0]);
    }

    [Fact]
    public void A_full_queue_and_an_empty_one_are_named_with_who_has_them_open()
    {
        try
        {
            using var full = PosixQueue.Create(maximumMessages: 1);
            using var empty = SystemVQueue.Create();
            full.Send("first");
            using var sender = Fork.Start(c =>
            {
                c.SendTo(c.OpenQueue(full.Name), "second");
                c.Exit(0);
            });
            using var receiver = Fork.Start(c =>
            {
                c.ReceiveMessage(empty.Id);
                c.Exit(0);
            });
            var (sends, receives) = (Report(sender), Report(receiver));
            Assert.Equal((WaitKind.QueueRoom, WaitKind.QueueMessage), (sends.Threads[0].WaitsFor!.Kind, receives.Threads[0].WaitsFor!.Kind));
            Assert.Equal($"pid {sender.Pid} waits for room in message queue {full.Name}, open in this notebook (pid {Environment.ProcessId}): somebody has to receive one.", sends.Explanation[0]);
            Assert.Equal($"pid {receiver.Pid} waits for a message in System V message queue {empty.Id}: somebody has to send one.", receives.Explanation[0]);
        }
        catch (PosixException e) when (e.Errno == Errno.ENOSYS)
        {
            Assert.Skip(e.Message);
        }
    }

    [Fact]
    public void A_write_end_that_another_process_has_open_is_named_with_what_that_does()
    {
        using var pipe = Pipe.Create();
        using var holder = Fork.Start(c =>
        {
            c.Inherit(pipe.WriteEnd);
            c.Pause();
            c.Exit(0);
        });
        using var reader = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd);
            c.Exit(0);
        });
        pipe.WriteEnd.Close();
        WaitUntilBlocked(holder);
        WaitUntilBlocked(reader);
        var report = HangReport.Of(reader.Pid, holder.Pid);
        Assert.Matches($@"its write end is open in pid {holder.Pid} \(.+, in pause\) as fd \d+", report.Explanation[0]);
    }

    [Fact]
    public void A_full_pipe_that_nobody_reads_is_named_with_who_could()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Write(pipe.WriteEnd, new byte[1 << 17]);
            c.Exit(0);
        });
        var wait = Assert.Single(Report(child).Threads).WaitsFor!;
        Assert.Equal(WaitKind.PipeRoom, wait.Kind);
        Assert.Equal((Environment.ProcessId, "this notebook", pipe.ReadEnd.Number), (wait.Enders[0].Pid, wait.Enders[0].Command, wait.Enders[0].Descriptor));
    }

    [Fact]
    public void A_FIFO_without_a_partner_is_named_by_its_path()
    {
        using var scratch = Scratch.Create("hang");
        var path = scratch.File("fifo");
        Assert.Equal(0, SysStat.MakeFifo(path, 0x180));
        using var child = Fork.Start(c =>
        {
            c.Open(path, 0);
            c.Exit(0);
        });
        var report = Report(child);
        Assert.Equal(WaitKind.FifoPartner, Assert.Single(report.Threads).WaitsFor!.Kind);
        Assert.StartsWith($"pid {child.Pid} waits for a process that opens FIFO {path} for writing, and nobody does", report.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_waits_for_bytes_waits_for_who_holds_one_of_them()
    {
        using var scratch = Scratch.Create("hang");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var first = Fork.Start(c => Hold(c, 0));
        using var second = Fork.Start(c => Hold(c, 10));
        WaitUntilBlocked(first);
        WaitUntilBlocked(second);
        using var waiter = Fork.Start(c =>
        {
            c.LockBytes(c.Open(path, Unistd.O_RDWR), ofDescription: true, wait: true, start: 15, bytes: 20);
            c.Exit(0);
        });
        var ender = Assert.Single(Report(waiter).Threads[0].WaitsFor!.Enders);
        Assert.Equal(second.Pid, ender.Pid);

        void Hold(ChildProgram c, long start)
        {
            c.LockBytes(c.Open(path, Unistd.O_RDWR), ofDescription: true, start: start, bytes: 10);
            c.Pause();
            c.Exit(0);
        }
    }

    [Fact]
    public void Two_processes_that_take_two_locks_in_opposite_orders_are_a_ring()
    {
        using var scratch = Scratch.Create("hang");
        var (first, second) = (scratch.File("first"), scratch.File("second"));
        File.WriteAllText(first, "");
        File.WriteAllText(second, "");
        using var both = SharedWord.Create();
        using var one = Fork.Start(c => TakeBoth(c, first, second, both));
        using var other = Fork.Start(c => TakeBoth(c, second, first, both));
        WaitUntilBlocked(one);
        WaitUntilBlocked(other);
        var report = HangReport.Of(one.Pid, other.Pid);
        Assert.All(report.Threads, thread => Assert.Equal(WaitKind.FileLock, thread.WaitsFor!.Kind));
        Assert.EndsWith("none of them can go on. Take the locks in the same order everywhere.", Assert.Single(report.Explanation), StringComparison.Ordinal);
        Assert.Contains(first, report.Explanation[0], StringComparison.Ordinal);
        Assert.Contains(second, report.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_futex_that_nobody_wakes_is_named_with_the_value_of_its_word()
    {
        using var word = SharedWord.Create(42);
        using var child = Fork.Start(c =>
        {
            c.FutexWait(word, 42);
            c.Exit(0);
        });
        var report = Report(child);
        Assert.Equal(WaitKind.Futex, Assert.Single(report.Threads).WaitsFor!.Kind);
        Assert.Contains("whose word is 42 and which whoever shares this memory can wake", report.Explanation[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_wait_for_a_child_that_does_not_end_is_told_after_what_the_child_waits_for()
    {
        using var child = Fork.Start(c =>
        {
            var pid = c.Fork("grandchild", () =>
            {
                c.Pause();
                c.Exit(0);
            });
            c.Wait(pid);
            c.Exit(0);
        });
        WaitUntilBlocked(child);
        var grandchild = ProcessTree.Of(child.Pid).Nodes[1].Pid;
        ProcessStat.WaitFor(grandchild, ProcessState.Sleeping);
        var report = HangReport.OfTree(child.Pid);
        Assert.StartsWith($"pid {grandchild} waits for a signal", report.Explanation[0], StringComparison.Ordinal);
        Assert.StartsWith($"pid {child.Pid} waits for the end of its child {grandchild}: pid {grandchild} (", report.Explanation[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_would_have_to_accept_is_named_to_one_that_connects_and_to_one_that_has()
    {
        using var name = SocketName.Abstract();
        using var listener = UnixSocket.At(name, backlog: 0);
        using var first = Fork.Start(c =>
        {
            var socket = c.Socket(SocketKind.Stream);
            c.Connect(socket, name);
            c.Receive(socket);
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => first.Trace.Steps is [.., { Call: "recv" }], 8000));
        ProcessStat.WaitFor(first.Pid, ProcessState.Sleeping);
        using var second = Fork.Start(c =>
        {
            c.Connect(c.Socket(SocketKind.Stream), name);
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => second.Trace.Steps is [.., { Call: "connect" }], 8000));
        ProcessStat.WaitFor(second.Pid, ProcessState.Sleeping);
        var waits = HangReport.Of(first.Pid, second.Pid).Threads.Select(thread => thread.WaitsFor!).ToList();
        Assert.Contains("nobody has accepted yet", waits[0].What, StringComparison.Ordinal);
        Assert.Contains($"room among those who wait to be accepted at {name}", waits[1].What, StringComparison.Ordinal);
        Assert.All(waits, wait => Assert.Equal((Environment.ProcessId, "accept"), (Assert.Single(wait.Enders).Pid, wait.Enders[0].How)));
    }

    [Fact]
    public void A_socket_peer_that_does_not_answer_is_named()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no python3: nothing here makes a socket pair in another program");
        using var program = Command.Of("/usr/bin/python3", "-c", "import socket; a, b = socket.socketpair(); a.recv(1)").Start();
        var pid = program.Stages[0].Pid;
        SpinWait.SpinUntil(() => HangReport.Of(pid).Threads is [{ Call: var call }] && call.StartsWith("recvfrom(", StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        var report = HangReport.Of(pid);
        var wait = Assert.Single(report.Threads).WaitsFor!;
        Assert.Equal((WaitKind.SocketPeer, pid), (wait.Kind, Assert.Single(wait.Enders).Pid));
    }

    [Fact]
    public void A_background_read_of_a_terminal_is_named_with_the_group_in_the_foreground()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "no python3: nothing here makes a session with a terminal in another program");
        const string Script = """
            import os, pty, signal, sys, time
            pid, master = pty.fork()
            if pid == 0:
                child = os.fork()
                if child == 0:
                    os.setpgid(0, 0)
                    os.read(0, 1)
                os.setpgid(child, child)
                print(child, flush=True)
                time.sleep(60)
            print(os.read(master, 64).decode().split()[0], flush=True)
            time.sleep(60)
            """;
        using var program = Command.Of("/usr/bin/python3", "-c", Script).Start();
        var stage = program.Stages[0];
        SpinWait.SpinUntil(() => stage.Output.StandardOutput.Contains('\n', StringComparison.Ordinal), TimeSpan.FromSeconds(5));
        var reader = int.Parse(stage.Output.StandardOutput, System.Globalization.CultureInfo.InvariantCulture);
        ProcessStat.WaitFor(reader, ProcessState.Stopped);
        var report = HangReport.Of(reader);
        var wait = Assert.Single(report.Threads).WaitsFor!;
        Assert.Equal(WaitKind.Terminal, wait.Kind);
        Assert.Matches($@"^pid {reader} waits for its turn at terminal /dev/pts/\d+: its group {reader} is in the background, the group in the foreground is \d+", report.Explanation[0]);
    }

    [Fact]
    public void A_child_past_its_deadline_brings_the_report_and_its_sentence()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(
            c =>
            {
                c.FutexWait(word, 0);
                c.Exit(0);
            },
            new ChildOptions { Deadline = TimeSpan.FromSeconds(0.2) });
        var late = Assert.Throws<ChildDeadlineException>(() => child.Wait());
        Assert.Equal(WaitKind.Futex, Assert.Single(late.Hang.Threads).WaitsFor!.Kind);
        Assert.EndsWith(late.Hang.Explanation[0], late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_is_gone_is_left_out()
    {
        using var child = Fork.Start(c => c.Exit(0));
        child.Wait();
        Assert.Empty(HangReport.Of(child.Pid).Threads);
    }

    private static void TakeBoth(ChildProgram c, string first, string second, SharedWord both)
    {
        var one = c.Open(first, 2);
        var other = c.Open(second, 2);
        c.Flock(one, FlockOperation.Exclusive);
        c.Add(both, 1);
        c.SpinUntil(both, 2);
        c.Flock(other, FlockOperation.Exclusive);
        c.Exit(0);
    }

    private static HangReport Report(ChildProcess child)
    {
        WaitUntilBlocked(child);
        return HangReport.Of(child.Pid);
    }

    /// <summary>Waits until a child sleeps in a call: its last step has begun.</summary>
    private static void WaitUntilBlocked(ChildProcess child) => Assert.True(
        SpinWait.SpinUntil(() => child.Trace.Steps.Any(step => step.End is null) && ProcessStat.Of(child.Pid).State == ProcessState.Sleeping, TimeSpan.FromSeconds(5)));
}
