using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Tests.Commands;

public sealed class PipelineTests
{
    [Fact]
    public void Each_stage_reads_what_the_one_before_it_writes()
    {
        var input = Command.Of("sort").WithInput("pear\napple\nfig\napple\n");
        var result = input.Then("uniq", "-c").Then("sh", "-c", "echo heard >&2; wc -l").Run();
        Assert.Equal("3", result.StandardOutput.Trim());
        Assert.Equal([0, 0, 0], result.PipeStatus);
        Assert.Equal(["", "", "heard\n"], result.Stages.Select(stage => stage.StandardError));
        Assert.Equal((0, 0), (result.ShellStatus, result.PipeFailStatus));
    }

    [Fact]
    public void A_stage_that_writes_on_without_a_reader_dies_of_SIGPIPE_as_under_bash()
    {
        var pipeline = Pipeline.Of("yes").Then("head", "-n", "1");
        var result = pipeline.Run();
        Assert.Equal("y\n", result.StandardOutput);
        Assert.Equal([new ExitStatus.Signaled(Signal.SIGPIPE, false), new ExitStatus.Exited(0)], result.Stages.Select(stage => stage.Status));
        Assert.Equal([141, 0], result.PipeStatus);
        Assert.Equal((0, 141), (result.ShellStatus, result.PipeFailStatus));
        Assert.Equal("yes | head -n 1", pipeline.ToString());
        Assert.SkipUnless(File.Exists("/bin/bash"), "bash is missing; install bash");
        Assert.Equal("141 0", Command.Of("/bin/bash", "-c", "yes | head -n 1 >/dev/null; echo ${PIPESTATUS[@]}").Run().ToString());
    }

    [Fact]
    public void The_status_is_that_of_the_last_stage()
    {
        var result = Pipeline.Of("false").Then("true").Then("sh", "-c", "exit 4").Run();
        Assert.Equal([1, 0, 4], result.PipeStatus);
        Assert.Equal(4, result.ShellStatus);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_stage_whose_exec_fails_is_thrown_at_once_and_the_others_are_killed(int failing)
    {
        var stages = Enumerable.Range(0, 3).Select(i => i == failing ? Command.Of("/no/such/program") : Command.Of("sleep", "60")).ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var failure = Assert.Throws<PosixException>(() => Pipeline.Of(stages[0]).Then(stages[1]).Then(stages[2]).Start());
        Assert.Equal((Errno.ENOENT, "execve"), (failure.Errno, failure.Call));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void A_stage_that_does_not_end_is_killed_with_the_others() =>
        Assert.Throws<ChildDeadlineException>(() =>
            Pipeline.Of("sleep", "60").Then("cat").WithDeadline(TimeSpan.FromMilliseconds(100)).Run());

    [Fact]
    public void Much_output_comes_whole_whatever_the_order_of_waiting()
    {
        var result = Pipeline.Of("head", "-c", "900000", "/dev/zero").Then("tr", "\\000", "x").Then("cat").Run();
        Assert.Equal(900_000, result.StandardOutput.Length);
        Assert.Equal(new string('x', 900_000), result.StandardOutput);
    }

    [Fact]
    public void The_stages_of_a_running_pipeline_hold_the_two_ends_of_one_pipe_and_no_other()
    {
        using var running = Pipeline.Of("sleep", "60").Then("sleep", "60").Start();
        // Until it sleeps a program opens its libraries and language files.
        Assert.All(running.Stages, stage => Assert.True(SpinWait.SpinUntil(() => KernelWait.Of(stage.Pid).Function.Contains("nanosleep", StringComparison.Ordinal), TimeSpan.FromSeconds(10))));
        var writer = OpenDescriptor.TableOf(running.Stages[0].Pid);
        var reader = OpenDescriptor.TableOf(running.Stages[1].Pid);
        Assert.Equal([0, 1, 2], writer.Select(descriptor => descriptor.Number));
        Assert.Equal([0, 1, 2], reader.Select(descriptor => descriptor.Number));
        Assert.Equal(writer[1].Target, reader[0].Target);
        Assert.Equal(("write", "read"), (writer[1].Access, reader[0].Access));
        Assert.DoesNotContain(OpenDescriptor.TableOf(Environment.ProcessId), descriptor => descriptor.Target == reader[0].Target);
    }

    [Fact]
    public void Only_the_first_stage_can_have_an_input_text() =>
        Assert.Throws<InvalidOperationException>(() => Pipeline.Of("true").Then(Command.Of("cat").WithInput("x")));
}
