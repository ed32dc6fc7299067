using System.Xml.Linq;
using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Notebooks.Tests.Timelines;

public class SystemCallTimelineTests
{
    private const int Shell = 500, Cat = 501, Thread = 502;

    private static readonly SystemCallTrace s_trace = new(
        "sh -c 'echo one | cat'",
        [
            Call(Shell, Shell, "pipe2", 10, 12, 0, ("pipefd", "[3, 4]", 0), ("flags", "0", 0)),
            Call(Shell, Shell, "clone", 20, 60, Cat, ("flags", "SIGCHLD", 17)),
            Call(Shell, Shell, "write", 70, 74, 4, ("fd", "4", 4), ("buf", "\"one\\n\"", 0), ("count", "4", 4)),
            Call(Cat, Cat, "read", 65, 900, 4, ("fd", "3", 3), ("buf", "\"one\\n\"", 0), ("count", "4096", 4096)),
            Call(Cat, Thread, "openat", 910, 914, null, ("pathname", "\"/no\"", 0)) with { Result = -1, Errno = Errno.ENOENT, ResultText = "-1 ENOENT" },
            Call(Shell, Shell, "kill", 920, 922, 0, ("pid", "501", Cat), ("sig", "SIGTERM", 15)),
            Call(Shell, Shell, "wait4", 930, 1000, Cat),
        ],
        [
            new ProcessEvent.Started(Shell, Shell, Samples.At(0), 0, Birth.Laboratory),
            new ProcessEvent.Executed(Shell, Shell, Samples.At(5), "/bin/sh", Shell),
            new ProcessEvent.Started(Cat, Cat, Samples.At(40), Shell, Birth.Fork),
            new ProcessEvent.Started(Cat, Thread, Samples.At(905), Cat, Birth.Thread),
            new ProcessEvent.Signalled(Cat, Cat, Samples.At(950), Signal.SIGTERM, Shell, 0),
            new ProcessEvent.Ended(Cat, Thread, Samples.At(960), new ExitStatus.Signaled(Signal.SIGTERM, false)),
            new ProcessEvent.Ended(Cat, Cat, Samples.At(970), new ExitStatus.Signaled(Signal.SIGTERM, false)),
            new ProcessEvent.Signalled(Shell, Shell, Samples.At(980), Signal.SIGCHLD, Cat, 2),
            new ProcessEvent.Ended(Shell, Shell, Samples.At(1010), new ExitStatus.Exited(0)),
        ],
        new ExitStatus.Exited(0),
        new ChildOutput("one\n", "", 0),
        Lost: 0,
        Broken: null);

    private static readonly TimelineModel s_model = SystemCallModel.Of(s_trace);

    [Fact]
    public void Each_process_and_thread_has_a_lane_with_the_name_of_its_program() =>
        Assert.Equal([("sh", Shell, null), ("sh, forked", Cat, null), ("thread", Cat, (int?)Thread)], s_model.Lanes.Select(lane => (lane.Name, lane.Pid ?? 0, lane.Tid)));

    [Fact]
    public void A_call_that_took_far_longer_than_others_waited()
    {
        Assert.True(s_model.Actions.Single(action => action.Call == "read").Waits);
        Assert.False(s_model.Actions.Single(action => action.Call == "write").Waits);
    }

    [Fact]
    public void A_read_whose_bytes_were_written_after_it_began_waited_however_short()
    {
        var quick = s_trace with
        {
            Calls =
            [
                s_trace.Calls[0],
                Call(Cat, Cat, "read", 65, 73, 4, ("fd", "3", 3)),
                Call(Shell, Shell, "write", 70, 72, 4, ("fd", "4", 4)),
                Call(Shell, Shell, "write", 80, 82, 4, ("fd", "4", 4)),
                Call(Cat, Cat, "read", 90, 91, 4, ("fd", "3", 3)),
            ],
        };
        Assert.Equal([true, false], SystemCallModel.Of(quick).Actions.Where(action => action.Call == "read").Select(action => action.Waits));
    }

    [Fact]
    public void Many_transfers_become_few_arrows_that_say_how_many_they_are()
    {
        var turns = Enumerable.Range(0, 400);
        var many = s_trace with
        {
            Calls =
            [
                s_trace.Calls[0],
                .. turns.Select(i => Call(Shell, Shell, "write", 70 + (2 * i), 70.5 + (2 * i), 1, ("fd", "4", 4))),
                .. turns.Select(i => Call(Cat, Cat, "read", 71 + (2 * i), 71.5 + (2 * i), 1, ("fd", "3", 3))),
            ],
        };
        var arrows = TimelinePlan.Of(SystemCallModel.Of(many)).Arrows.Where(arrow => arrow.Kind == LinkKind.Bytes).ToList();
        Assert.InRange(arrows.Count, 5, 60);
        var labels = arrows.Where(arrow => arrow.Label.Length > 0).OrderBy(arrow => arrow.LabelX).ToList();
        Assert.Matches(@"^\d+ × 1 byte$", labels[1].Label);
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.First.LabelX + (pair.First.Label.Length * 6.2) <= pair.Second.LabelX));
        Assert.Single(TimelineEvents.Table(SystemCallModel.Of(many)).Rows, row => row.Any(cell => cell.Text == "got 400 bytes in 400 pieces from sh (500)"));
    }

    [Fact]
    public void A_birth_says_which_call_it_was() =>
        Assert.Equal(["fork", "thread"], s_model.Links.Where(link => link.Kind == LinkKind.Birth).Select(link => link.Word));

    [Fact]
    public void Births_ends_signals_and_bytes_go_from_lane_to_lane()
    {
        Assert.Equal([(0, 1), (1, 2)], Links(LinkKind.Birth));
        Assert.Equal([(0, 0), (1, 0), (2, 2)], Links(LinkKind.End));
        Assert.Equal([(0, 1)], Links(LinkKind.Signal));
        Assert.Equal("4 bytes", s_model.Links.Single(link => link.Kind == LinkKind.Bytes).Text);
        Assert.Equal([(0, 1)], Links(LinkKind.Bytes));

        static IEnumerable<(int, int)> Links(LinkKind kind) => s_model.Links.Where(link => link.Kind == kind).Select(link => (link.FromLane, link.ToLane)).Order();
    }

    [Fact]
    public void Execs_and_signals_are_marks() =>
        Assert.Equal([MarkKind.Exec, MarkKind.Signal, MarkKind.Signal], s_model.Marks.Select(mark => mark.Kind));

    [Fact]
    public void A_failed_call_names_its_errno_in_the_bars_title() =>
        Assert.Contains("openat(\"/no\") = −1 ENOENT", TimelinePlan.Of(s_model).Bars.Single(bar => bar.Failed).Title);

    [Fact]
    public void Repeated_calls_become_one_bar_and_one_row_that_say_how_many()
    {
        var many = s_trace with { Calls = [.. Enumerable.Range(0, 1000).Select(i => Call(Shell, Shell, "read", 100 + (i * 0.5), 100.2 + (i * 0.5), 10, ("fd", "3", 3)))] };
        var model = SystemCallModel.Of(many);
        Assert.Contains(TimelinePlan.Of(model).Bars, bar => bar.Label.StartsWith("read × ", StringComparison.Ordinal));
        var row = Assert.Single(TimelineEvents.Table(model).Rows, row => row.Any(cell => cell.Text == "read × 1000"));
        Assert.Contains(row, cell => cell.Text.StartsWith("together: 10,000 bytes, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_runs_stand_on_one_scale_from_zero()
    {
        var slow = Timeline.Of(s_trace);
        var fast = Timeline.Of(s_trace with { Calls = [], Events = [.. s_trace.Events.Take(2), new ProcessEvent.Ended(Shell, Shell, Samples.At(505), new ExitStatus.Exited(0))] });
        var html = Samples.Html(Timeline.Compare(("slow", slow), ("fast", fast)));
        Assert.Equal(2, html.Split("<svg").Length - 1);
        Assert.Contains("<b>slow</b>", html);
        Assert.Contains("slow: 7 calls of 2 processes and one more thread on one clock", html);
        Assert.Contains("fast: 0 calls of one process on one clock", html);
        var scale = TimelinePlan.ScaleOf([slow.Model.FromZero(), fast.Model.FromZero()]);
        Assert.True(scale.X(new MonotonicTime(505_000)) < scale.X(new MonotonicTime(1_010_000)));
    }

    [Fact]
    public void Steps_stand_above_the_calls_that_they_made()
    {
        var program = Samples.HelloTrace with { Processes = [Samples.HelloTrace.Processes[0] with { Pid = Shell }], Steps = [.. Samples.HelloTrace.Steps.Select(step => step with { Pid = Shell })] };
        var model = SystemCallModel.WithSteps(s_trace with { Program = program });
        Assert.Equal(["sh", "sh, forked", "thread"], model.Lanes.Select(lane => lane.Name));
        Assert.Equal(program.Steps.Count, model.Actions.Count(action => action is { Lane: 0, IsStep: true }));
        var layout = TimelinePlan.Of(model);
        Assert.Equal([true, false, false], layout.Lanes.Select(lane => lane.HasSteps));
        Assert.True(layout.Lanes[0].StepTop + TimelineLane.StepHeight < layout.Lanes[0].BarTop);
    }

    [Fact]
    public void The_page_of_a_trace_has_timeline_calls_and_output_and_is_well_formed()
    {
        var html = Samples.Html(s_trace);
        Assert.Contains("sh -c &#39;echo one | cat&#39;", html);
        Assert.Contains("All 7 calls", html.Replace("The call", "", StringComparison.Ordinal));
        Assert.Contains("2 processes, 3 threads, 7 calls, 1.01 ms", html);
        Assert.Contains("What it wrote", html);
        var svg = XElement.Parse(html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        Assert.All(svg.Descendants().Where(element => element.Attribute("tabindex") is not null), one => Assert.Equal("title", one.Elements().First().Name.LocalName));
        Assert.All(svg.Descendants().Attributes("font-size"), size => Assert.True(double.Parse(size.Value) >= 11));
        Assert.Single(svg.Descendants(), element => (string?)element.Attribute("class") == "ipc-stream");
    }

    [Fact]
    public void A_page_of_many_calls_counts_them_by_name() =>
        Assert.Contains("The calls by name", Samples.Html(s_trace with { Calls = [.. s_trace.Calls, .. s_trace.Calls] }));

    private static SystemCall Call(int pid, int tid, string name, double start, double end, long? result, params (string Name, string Text, long Word)[] arguments) =>
        new(pid, tid, name, [.. arguments.Select(argument => new SystemCallArgument(argument.Name, argument.Text, argument.Word))], result, null, Samples.At(start), Samples.At(end)) { ResultText = $"{result}" };
}
