using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

public sealed class SystemCallTracerTests
{
    [Fact]
    public void A_recorded_program_shows_its_own_calls_and_none_of_the_laboratory()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            c.Write(1, "hello\n");
            c.Exit(7);
        });

        Assert.Equal(["write", "exit_group"], trace.Calls.Select(call => call.Name));
        Assert.Equal("write(1, \"hello\\n\", 6) = 6", trace.Calls[0].Text);
        Assert.Null(trace.Calls[1].Result);
        Assert.Equal(new ExitStatus.Exited(7), trace.Status);
        Assert.Equal("hello\n", trace.Output.StandardOutput);
        Assert.Null(trace.Broken);
        Assert.Equal(0, trace.Lost);
        Assert.Equal(trace.Status, Assert.Single(trace.Threads).Status);
    }

    [Fact]
    public void A_nested_process_is_followed_from_its_first_call()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            var pid = c.Fork("grandchild", () =>
            {
                c.Write(1, "from below\n");
                c.Exit(3);
            });
            c.Wait(pid);
            c.Exit(0);
        });

        Assert.Equal(2, trace.Threads.Count);
        Assert.Equal(Birth.Fork, trace.Threads[1].How);
        Assert.Equal(trace.Threads[0].Tid, trace.Threads[1].By);
        Assert.Equal(new ExitStatus.Exited(3), trace.Threads[1].Status);
        Assert.Contains(trace.Of(trace.Threads[1].Pid).Calls, call => call.Name == "write");
        Assert.DoesNotContain(trace.Calls, call => call.Name is "getpid" or "getppid" or "prctl" or "setitimer");
        Assert.Contains(trace.Events, one => one is ProcessEvent.Signalled { Signal: Signal.SIGCHLD } signalled && signalled.Sender == trace.Threads[1].Pid);
    }

    [Fact]
    public void A_shell_pipeline_is_followed_through_its_execs()
    {
        var trace = SystemCallTracer.Trace("sh", "-c", "echo one | cat | wc -c");
        Assert.Equal("4", trace.Output.StandardOutput.Trim());
        Assert.Equal(3, trace.Threads.Count(thread => thread.Program.Length > 0));
        Assert.All(trace.Threads, thread => Assert.NotNull(thread.Ended));
    }

    [Fact]
    public void With_a_filter_only_the_named_calls_are_seen()
    {
        var trace = SystemCallTracer.Trace(Command.Of("sh", "-c", "echo one; echo two"), new TraceOptions { Calls = ["write"] });
        Assert.Equal(["write", "write"], trace.Calls.Select(call => call.Name));
        Assert.Equal("write(1, \"one\\n\", 4) = 4", trace.Calls[0].Text);
    }

    [Fact]
    public void A_name_that_is_no_system_call_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => SystemCallTracer.Trace(c => c.Exit(0), new TraceOptions { Calls = ["raed"] }));
        Assert.Contains("raed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_does_not_end_is_killed_at_its_deadline_with_all_that_it_made_and_its_trace_is_kept()
    {
        var trace = SystemCallTracer.Trace(Command.Of("sh", "-c", "sleep 60 & sleep 60"), new TraceOptions { Deadline = TimeSpan.FromSeconds(0.5) });
        Assert.NotNull(trace.Broken);
        Assert.Equal(new ExitStatus.Signaled(Signal.SIGKILL, false), trace.Status);
        Assert.All(trace.Threads, thread => Assert.NotNull(thread.Ended));
        Assert.Contains(trace.Calls, call => call.Name == "clock_nanosleep" && call.Result is null);
    }

    [Fact]
    public void A_program_that_forks_without_end_is_killed_with_all_that_it_made()
    {
        var trace = SystemCallTracer.Trace(Command.Of("sh", "-c", "f() { f & f; }; f"), new TraceOptions { ThreadLimit = 20, Calls = ["execve"] });
        Assert.Contains("20", trace.Broken, StringComparison.Ordinal);
        Assert.True(trace.Threads.Count > 20);
        Assert.All(trace.Threads, thread => Assert.NotNull(thread.Ended));
    }

    [Fact]
    public void Calls_beyond_the_capacity_are_counted_as_lost()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            c.Repeat(10, () => c.GetParentPid());
            c.Exit(0);
        }, new TraceOptions { CallCapacity = 4 });
        Assert.Equal(4, trace.Calls.Count);
        Assert.Equal(7, trace.Lost);
    }

    [Fact]
    public void A_call_that_a_signal_broke_off_names_the_signal()
    {
        using var pipe = Pipe.Create();
        var trace = SystemCallTracer.Trace(c =>
        {
            c.Fork("sender", () =>
            {
                c.Sleep(TimeSpan.FromMilliseconds(30));
                c.Kill(c.GetParentPid(), Signal.SIGUSR1);
                c.Exit(0);
            });
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.Read(pipe.ReadEnd, 16);
            c.Exit(0);
        });
        Assert.Contains(trace.Calls, call => call is { Name: "read", InterruptedBy: Signal.SIGUSR1 });
    }

    [Fact]
    public void A_daemon_that_outlives_the_program_is_traced_on_and_killed_at_the_deadline()
    {
        var trace = SystemCallTracer.Trace(Command.Of("sh", "-c", "(setsid sleep 300 &); exit 3"), new TraceOptions { Deadline = TimeSpan.FromSeconds(2) });
        Assert.Equal(new ExitStatus.Exited(3), trace.Status);
        Assert.NotNull(trace.Broken);
        var daemon = trace.Threads.Single(thread => Path.GetFileName(thread.Program) == "sleep");
        Assert.Equal(new ExitStatus.Signaled(Signal.SIGKILL, false), daemon.Status);
    }

    [Fact]
    public void A_program_that_changes_its_user_is_traced_to_its_end()
    {
        const string Setuid = "/usr/bin/su";
        Assert.SkipUnless(File.Exists(Setuid) && (File.GetUnixFileMode(Setuid) & UnixFileMode.SetUser) != 0, $"{Setuid} is not here, or not set-user-ID");
        var trace = SystemCallTracer.Trace(Setuid, "--version");
        Assert.Equal(new ExitStatus.Exited(0), trace.Status);
        Assert.Contains(trace.Calls, call => call.Name == "exit_group");
    }

    [Fact]
    public void A_program_that_cannot_be_executed_is_told_and_leaves_nothing()
    {
        var missing = Assert.Throws<PosixException>(() => SystemCallTracer.Trace("/no/such/program"));
        Assert.Equal(Errno.ENOENT, missing.Errno);
        var trace = SystemCallTracer.Trace(c => c.Exec("/no/such/program"));
        Assert.Equal(Errno.ENOENT, trace.Calls.Single(call => call.Name == "execve").Errno);
    }

    [Fact]
    public void Another_thread_than_the_first_may_exec()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            c.PosixThread(() => c.Exec("/bin/echo", ["from a thread"]));
            c.Pause();
            c.Exit(0);
        });
        Assert.Equal("from a thread\n", trace.Output.StandardOutput);
        var executed = Assert.Single(trace.Events.OfType<ProcessEvent.Executed>());
        Assert.NotEqual(executed.Tid, executed.FormerTid);
        Assert.NotNull(trace.Calls.Single(call => call.Name == "execve").End);
        Assert.Equal(new ExitStatus.Exited(0), trace.Status);
    }

    [Fact]
    public void A_process_that_stops_and_is_continued_is_not_held_up()
    {
        var trace = SystemCallTracer.Trace("sh", "-c", "(sleep 0.1; kill -CONT $$) & kill -STOP $$; echo went on");
        Assert.Equal("went on\n", trace.Output.StandardOutput);
        Assert.Contains(trace.Events, one => one is ProcessEvent.Stopped { Signal: Signal.SIGSTOP });
    }
}
