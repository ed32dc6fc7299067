using Course.Stress;

namespace Course.Tests.Stress;

public sealed class StressRunTests
{
    [Fact]
    public async Task Children_made_under_load_all_start_end_and_leave_nothing()
    {
        var told = new List<int>();
        var outcome = await StressWorker.Supervise(50, 50, told.Add, TestContext.Current.CancellationToken);
        Assert.Equal(("", 0, 100), (outcome.Failure, outcome.Crashes, outcome.Ended));
        Assert.Equal([50, 100], told);
        var report = outcome.Report!;
        Assert.Equal([("fork", 50, 0, 0), ("vfork", 50, 0, 0)], report.Calls.Select(call => (call.Call, call.Children, call.Hangs, call.WrongResults)));
        Assert.Equal((0, 0, 0), (report.LeakedChildren, report.LeakedDescriptors, report.LeakedMappings));
        Assert.True(report is { NetChildren: > 0, Cells: > 0, Collections: > 0 }, $"{report}");
    }

    [Fact]
    public async Task A_process_that_dies_of_a_signal_is_a_crash()
    {
        var outcome = await StressWorker.Supervise(
            1_000_000,
            0,
            ended => Ipc.ProcFs.ProcessTree.Of(Environment.ProcessId).Nodes.Where(node => node.Depth == 1).ToList().ForEach(node => System.Diagnostics.Process.GetProcessById(node.Process.Pid).Kill()),
            TestContext.Current.CancellationToken);
        Assert.Equal(("was ended by SIGKILL", 1), (outcome.Failure, outcome.Crashes));
        Assert.Null(outcome.Report);
    }

    [Fact]
    public async Task A_negative_number_of_children_is_refused()
    {
        var run = await CourseProgram.Run(Environment.CurrentDirectory, "stress", "--forks", "-1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--forks: a number of children is 0 or more", run.Error, StringComparison.Ordinal);
    }
}
