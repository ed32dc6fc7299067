using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Tracing;

namespace Ipc.Tests.Children;

public class ChildLifeTests
{
    private static readonly ChildOptions Short = new() { Deadline = TimeSpan.FromMilliseconds(300) };

    [Fact]
    public void Who_ended_in_time_and_is_asked_late_has_the_status_that_it_ended_with()
    {
        using var ended = Fork.Start(c => c.Exit(7), Short);
        ended.WaitUntilEnded();
        using var late = Fork.Start(
            c =>
            {
                c.Pause();
                c.Exit(0);
            },
            Short);
        Assert.Throws<ChildDeadlineException>(() => late.Wait());
        Assert.Equal(7, Assert.IsType<ExitStatus.Exited>(ended.Wait()).Code);
    }

    [Fact]
    public void A_vforked_child_that_keeps_its_parent_past_its_deadline_is_told()
    {
        using var child = Vfork.Start(
            c =>
            {
                c.Pause();
                c.Exit(0);
            },
            Short);
        Assert.Contains("did not end within", Assert.Throws<ChildDeadlineException>(() => child.Wait()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(25 * 24 * 3600)]
    public void A_deadline_that_no_clock_can_keep_is_refused_before_anything_is_made(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Fork.Start(c => c.Exit(0), new ChildOptions { Deadline = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public void A_cloned_child_that_shares_nothing_has_handlers_of_its_own()
    {
        using var child = Clone.Start(CloneFlags.None, c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.Raise(Signal.SIGUSR1);
            c.Exit(3);
        });
        Assert.Equal(3, Assert.IsType<ExitStatus.Exited>(child.Wait()).Code);
        Assert.Equal(Signal.SIGUSR1, Assert.Single(child.Signals).Signal);
    }

    [Fact]
    public void A_sibling_of_this_process_is_refused() =>
        Assert.Contains("CLONE_PARENT", Assert.Throws<InvalidOperationException>(() => Clone.Start(CloneFlags.Parent, c => c.Exit(0))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_step_that_lasts_while_the_ring_goes_round_leaves_the_later_steps_as_they_were()
    {
        using var sink = Ipc.Pipes.Pipe.Create();
        using var child = Fork.Start(
            c =>
            {
                c.Fork("writer", () =>
                {
                    c.Repeat(100, () => c.Write(sink.WriteEnd, "x"));
                    c.Exit(0);
                });
                c.Wait(-1);
                c.Exit(0);
            },
            new ChildOptions { TraceCapacity = 8 });
        child.Wait();
        var writes = child.Trace.Steps.Where(step => step.Call == "write").ToList();
        Assert.NotEmpty(writes);
        Assert.All(writes, step => Assert.Equal(1, step.Result));
    }

    [Fact]
    public void A_process_is_told_from_one_that_has_its_number_later()
    {
        var before = MonotonicTime.Now;
        using var child = Fork.Start(c =>
        {
            c.Pause();
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        var after = MonotonicTime.Now;
        Assert.True(Ipc.Children.Interpreter.ProcessStart.IsBetween(child.Pid, before, after));
        Assert.False(Ipc.Children.Interpreter.ProcessStart.IsBetween(child.Pid, new(before.Nanoseconds - 2_000_000_000), new(before.Nanoseconds - 1_000_000_000)));
        Assert.False(Ipc.Children.Interpreter.ProcessStart.IsBetween(child.Pid, new(after.Nanoseconds + 1_000_000_000), new(after.Nanoseconds + 2_000_000_000)));
    }

    [Fact]
    public void A_traced_command_with_a_user_or_an_input_of_its_own_is_refused_instead_of_losing_it()
    {
        Assert.Throws<ArgumentException>(() => SystemCallTracer.Trace(Ipc.Commands.Command.Of("cat").WithInput("x")));
        Assert.Throws<ArgumentException>(() => SystemCallTracer.Trace(Ipc.Commands.Command.Of("true") with { User = 65534 }));
    }

    [Fact]
    public void More_text_than_a_trace_can_hold_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SystemCallTracer.Trace(Ipc.Commands.Command.Of("true"), TraceOptions.Default with { TextBytes = int.MaxValue }));
}
