using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Tests.Children;

public sealed class ChildProgramTests
{
    [Fact]
    public void A_child_writes_and_exits_and_its_parent_sees_both()
    {
        using var child = Fork.Start(c =>
        {
            c.Write("hello from the child\n");
            c.Exit(7);
        });
        Assert.Equal(new ExitStatus.Exited(7), child.Wait());
        Assert.Equal("hello from the child\n", child.Output.StandardOutput);
        var write = child.Trace.Steps[0];
        Assert.Equal("write(1, \"hello from the child\\n\", 21)", write.Text);
        Assert.Equal(21, write.Result);
        Assert.True(write.End > write.Start);
        Assert.Equal(child.Pid, write.Pid);
        Assert.Null(child.Trace.Steps[1].End);
    }

    [Fact]
    public void A_pipe_carries_bytes_to_a_child_until_its_last_writer_closes()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            var total = c.Read(pipe.ReadEnd, 100);
            var rest = c.Read(pipe.ReadEnd, 100);
            c.Exit(total + rest);
        });
        pipe.WriteEnd.Write("12345");
        pipe.WriteEnd.Close();
        Assert.Equal(new ExitStatus.Exited(5), child.Wait());
        Assert.Equal("\"12345\"", child.Trace.Steps[0].Detail);
        Assert.Equal(0, child.Trace.Steps[1].Result);
    }

    [Fact]
    public void Loops_and_branches_are_decided_in_the_child()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.Repeat(5, () => c.Add(word, 2));
            c.While(() => c.Load(word) > 7, () => c.Add(word, -1));
            c.If(c.Load(word).Is(7), () => c.Exit(1), () => c.Exit(2));
        });
        Assert.Equal(new ExitStatus.Exited(1), child.Wait());
        Assert.Equal(7, word.Value);
        Assert.Equal(5 + 3, child.Trace.Steps.Count(step => step.Call == "fetch_add"));
    }

    [Fact]
    public void A_full_ring_says_how_many_steps_it_lost()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(
            c =>
            {
                c.Repeat(100, () => c.Add(word, 1));
                c.Exit(0);
            },
            new ChildOptions { TraceCapacity = 10 });
        child.Wait();
        Assert.Equal(10, child.Trace.Steps.Count);
        Assert.Equal(91, child.Trace.Lost);
    }

    [Fact]
    public void A_failing_step_tells_its_errno_and_the_child_goes_on()
    {
        using var child = Fork.Start(c =>
        {
            var fd = c.Open("/no/such/file", 0);
            c.If(fd.Is(-1), () => c.Exit(3), () => c.Exit(4));
        });
        Assert.Equal(new ExitStatus.Exited(3), child.Wait());
        Assert.Equal(Errno.ENOENT, child.Trace.Steps[0].Errno);
        Assert.Equal("open(\"/no/such/file\", 0x0, 420)", child.Trace.Steps[0].Text);
    }

    [Fact]
    public void A_forked_child_gets_a_copy_of_a_variable_and_a_vforked_one_the_variable_itself()
    {
        using var word = SharedWord.CreatePrivate(5);
        void Steps(ChildProgram c)
        {
            c.Add(word, 1000);
            c.Exit(0);
        }

        using var forked = Fork.Start(Steps);
        forked.Wait();
        Assert.Equal(5, word.Value);
        using var vforked = Vfork.Start(Steps);
        vforked.Wait();
        Assert.Equal(1005, word.Value);
    }

    [Fact]
    public void Vfork_returns_in_the_parent_only_after_the_child_has_exited()
    {
        using var child = Vfork.Start(c =>
        {
            c.Sleep(TimeSpan.FromMilliseconds(20));
            c.Exit(0);
        });
        child.Wait();
        Assert.True(child.Trace.ForkReturned > child.Trace.Steps[^1].Start);
    }

    [Fact]
    public void A_child_can_fork_and_wait_for_its_own_child()
    {
        using var child = Fork.Start(c =>
        {
            var pid = c.Fork("grandchild", () => c.Exit(9));
            var waited = c.Wait(pid);
            c.If(waited.Status.Is(9 << 8), () => c.Exit(1), () => c.Exit(2));
        });
        Assert.Equal(new ExitStatus.Exited(1), child.Wait());
        Assert.Equal(["child", "grandchild"], child.Trace.Processes.Select(process => process.Name));
        Assert.Equal("exited with 9", child.Trace.Steps.Single(step => step.Call == "wait4").Detail);
    }

    [Fact]
    public void A_handler_takes_a_signal_and_notes_who_sent_it()
    {
        using var child = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.Raise(Signal.SIGUSR1);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        var signal = Assert.Single(child.Signals);
        Assert.Equal((Signal.SIGUSR1, child.Pid, child.Pid), (signal.Signal, signal.SenderPid, signal.ReceiverPid));
    }

    [Fact]
    public void A_handler_notes_signals_in_its_own_child_however_many_others_were_started_since()
    {
        using var ready = SharedWord.Create();
        using var first = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.Store(ready, 1);
            c.SpinUntil(ready, 2);
            c.Raise(Signal.SIGUSR1);
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => ready.Value == 1, 8000));
        using (var second = Fork.Start(c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.Store(ready, 2);
            c.Exit(0);
        }))
        {
            Assert.Equal(new ExitStatus.Exited(0), first.Wait());
            second.Wait();
            Assert.Empty(second.Signals);
        }

        Assert.Equal(first.Pid, Assert.Single(first.Signals).ReceiverPid);
    }

    [Fact]
    public void A_child_can_block_a_signal_and_wait_for_it()
    {
        using var child = Fork.Start(c =>
        {
            c.Block(Signal.SIGTERM);
            c.Write("ready\n");
            c.Exit(c.SigWait(Signal.SIGTERM));
        });
        while (!child.Output.StandardOutput.Contains("ready", StringComparison.Ordinal))
        {
            Thread.Yield();
        }

        child.Send(Signal.SIGTERM);
        Assert.Equal(new ExitStatus.Exited(15), child.Wait());
    }

    [Fact]
    public void A_child_killed_by_a_signal_says_which()
    {
        using var child = Fork.Start(c =>
        {
            c.Raise(Signal.SIGTERM);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Signaled(Signal.SIGTERM, false), child.Wait());
    }

    [Fact]
    public void A_child_stops_continues_and_ends()
    {
        using var child = Fork.Start(c =>
        {
            c.Block(Signal.SIGTERM);
            c.Raise(Signal.SIGSTOP);
            c.SigWait(Signal.SIGTERM);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Stopped(Signal.SIGSTOP), child.WaitForChange());
        child.Send(Signal.SIGCONT);
        Assert.Equal(new ExitStatus.Continued(), child.WaitForChange());
        child.Send(Signal.SIGTERM);
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
    }

    [Fact]
    public void A_thread_shares_its_process_and_ends_alone()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.Thread(() =>
            {
                c.GetPid();
                c.GetThreadId();
                c.Store(word, 1);
                c.ExitThread(0);
            });
            c.SpinUntil(word, 1);
            c.Exit(4);
        });
        Assert.Equal(new ExitStatus.Exited(4), child.Wait());
        Assert.Equal(child.Pid, child.Trace.Steps.Single(step => step.Call == "getpid").Result);
        Assert.NotEqual(child.Pid, child.Trace.Steps.Single(step => step.Call == "gettid").Result);
    }

    [Fact]
    public void A_futex_wakes_a_child_that_sleeps_on_it()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.Fork("waker", () =>
            {
                c.Sleep(TimeSpan.FromMilliseconds(5));
                c.Store(word, 1);
                c.FutexWake(word, 1);
                c.Exit(0);
            });
            c.While(() => c.Load(word).Is(0), () => c.FutexWait(word, 0));
            c.Exit(6);
        });
        Assert.Equal(new ExitStatus.Exited(6), child.Wait());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_exec_replaces_the_child_by_a_program(bool vfork)
    {
        void Steps(ChildProgram c) => c.Exec("/bin/sh", ["-c", "echo out; echo err >&2; exit 5"]);
        using var child = vfork ? Vfork.Start(Steps) : Fork.Start(Steps);
        Assert.Equal(new ExitStatus.Exited(5), child.Wait());
        Assert.Equal(("out\n", "err\n"), (child.Output.StandardOutput, child.Output.StandardError));
    }

    [Fact]
    public void A_failed_exec_is_thrown_in_the_parent()
    {
        using var child = Fork.Start(c => c.Exec("/no/such/program"));
        var failure = Assert.Throws<PosixException>(() => child.Wait());
        Assert.Equal((Errno.ENOENT, "execve"), (failure.Errno, failure.Call));
        Assert.StartsWith("execve(/no/such/program): ENOENT (2): ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/no/such/program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_past_its_deadline_is_killed_and_the_message_says_where_it_was()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(
            c =>
            {
                c.Read(pipe.ReadEnd);
                c.Exit(0);
            },
            new ChildOptions { Deadline = TimeSpan.FromMilliseconds(100) });
        var late = Assert.Throws<ChildDeadlineException>(() => child.Wait());
        Assert.Contains($"it was in read({pipe.ReadEnd.Number}, buffer, 4096)", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_a_child_kills_what_it_forked()
    {
        int[] pids;
        using (var child = Fork.Start(c =>
        {
            c.Fork(
                "survivor",
                () =>
                {
                    c.SetSession();
                    c.Write("up\n");
                    c.Pause();
                    c.Exit(0);
                },
                survivesParent: true);
            c.Pause();
            c.Exit(0);
        }))
        {
            while (child.Output.StandardOutput.Length == 0)
            {
                Thread.Yield();
            }

            pids = [.. child.Trace.Processes.Select(process => process.Pid)];
        }

        Assert.Equal(2, pids.Length);
        Assert.True(SpinWait.SpinUntil(() => pids.All(Gone), TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Mistakes_are_told_before_the_fork()
    {
        using var pipe = Pipe.Create();
        var missingExit = Assert.Throws<InvalidOperationException>(() => Fork.Start(c => c.Write("x")));
        Assert.Contains("does not end", missingExit.Message, StringComparison.Ordinal);
        var closed = Assert.Throws<InvalidOperationException>(() => Fork.Start(c =>
        {
            c.Close(pipe.WriteEnd);
            c.Write(pipe.WriteEnd, "x");
            c.Exit(0);
        }));
        Assert.Contains("was closed by an earlier step", closed.Message, StringComparison.Ordinal);
        Value? foreign = null;
        using var other = Fork.Start(c =>
        {
            foreign = c.GetPid();
            c.Exit(0);
        });
        Assert.Throws<InvalidOperationException>(() => Fork.Start(c => c.Exit(foreign!)));
        pipe.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Fork.Start(c =>
        {
            c.Write(pipe.WriteEnd, "x");
            c.Exit(0);
        }));
        other.Wait();
    }

    [Fact]
    public void A_child_has_no_descriptor_that_it_was_not_given()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Dup2(pipe.ReadEnd, 9);
            c.Exec("/bin/sh", ["-c", "cd /proc/$$/fd && echo *"]);
        });
        child.Wait();
        Assert.DoesNotContain($"{pipe.WriteEnd.Number}", child.Output.StandardOutput.Trim().Split(' '));
    }

    private static bool Gone(int pid) =>
        !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    [Fact]
    public void Every_process_has_an_alarm_that_ends_it_should_the_laboratory_crash()
    {
        Value? own = null, nested = null;
        using var child = Fork.Start(
            c =>
            {
                own = c.Alarm(0);
                c.Wait(c.Fork("nested", () =>
                {
                    nested = c.Alarm(0);
                    c.Exit(0);
                }));
                c.Exit(0);
            },
            new ChildOptions { Deadline = TimeSpan.FromSeconds(20) });
        child.Wait();
        Assert.Equal(25, child.StepsOf(own!)[0].Result);
        Assert.Equal(25, child.StepsOf(nested!)[0].Result);
    }

    [Fact]
    public void A_child_pinned_to_a_CPU_may_use_no_other()
    {
        using var child = Fork.Start(c =>
        {
            c.PinTo(Sched.CpusOf(Environment.ProcessId)[^1]);
            c.Write("pinned");
            c.Pause();
            c.Exit(0);
        });
        Ipc.ProcFs.ProcessStat.WaitFor(child.Pid, Ipc.ProcFs.ProcessState.Sleeping);
        Assert.True(SpinWait.SpinUntil(() => child.Output.StandardOutput == "pinned", TimeSpan.FromSeconds(5)));
        Assert.Equal(1, Sched.UsableCpus(child.Pid));
        Assert.Equal(0, child.Trace.Steps[0].Result);
    }

    [Fact]
    public void A_child_that_computes_uses_so_much_CPU_time()
    {
        var time = TimeSpan.FromMilliseconds(20);
        using var child = Fork.Start(c =>
        {
            c.Compute(time);
            c.Exit(0);
        });
        child.Wait();
        Assert.True(child.Trace.Steps[0].Duration >= time);
        Assert.True(child.Trace.Steps[0].Result > 0);
    }

    [Fact]
    public void A_nested_child_that_its_parent_waited_for_has_an_end_and_a_status()
    {
        using var child = Fork.Start(c =>
        {
            c.Wait(c.Fork("waited for", () => c.Exit(5)));
            c.Fork("left alone", () => c.Exit(6));
            c.Exit(0);
        });
        child.Wait();
        var processes = child.Trace.Processes;
        var waited = Assert.Single(processes, process => process.Name == "waited for");
        Assert.Equal(new ExitStatus.Exited(5), waited.Status);
        Assert.Equal(child.Trace.Steps.Single(step => step.Call == "wait4").End, waited.Ended);
        Assert.All(processes.Where(process => process.Name == "left alone"), left => Assert.Null(left.Status));
    }
}
