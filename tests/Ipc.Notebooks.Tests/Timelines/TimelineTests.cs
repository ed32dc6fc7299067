using System.Xml.Linq;
using Ipc.Children;

namespace Ipc.Notebooks.Tests.Timelines;

public class TimelineTests
{
    private static readonly TimelineLayout s_hello = TimelinePlan.Of(ChildTraceModel.Of(Samples.HelloTrace));

    [Fact]
    public void The_parent_has_the_first_lane_and_the_child_the_next() =>
        Assert.Equal([("parent", 4000), ("child", 4242)], s_hello.Lanes.Select(lane => (lane.Name, lane.Pid ?? 0)));

    [Fact]
    public void Every_step_has_a_bar_that_can_be_seen()
    {
        Assert.Equal(1 + Samples.HelloTrace.Steps.Count, s_hello.Bars.Sum(bar => bar.Steps));
        Assert.All(s_hello.Bars, bar => Assert.True(bar.Width >= TimelineBars.MinimumWidth, bar.Title));
    }

    [Fact]
    public void Bars_of_one_lane_do_not_cover_each_other() =>
        Assert.All(s_hello.Bars.Where(bar => bar.Lane == 1).Zip(s_hello.Bars.Where(bar => bar.Lane == 1).Skip(1)), pair =>
            Assert.True(pair.First.Right <= pair.Second.X, $"{pair.First.Title} | {pair.Second.Title}"));

    [Fact]
    public void No_bar_is_moved_far_beyond_the_end_of_its_lane()
    {
        var trace = Samples.HelloTrace with { Steps = [.. Enumerable.Range(0, 40).Select(i => Samples.Step(4242, i % 2 == 0 ? "write" : "close", "", 510 + (i * 0.2), 510.1 + (i * 0.2)))] };
        var layout = TimelinePlan.Of(ChildTraceModel.Of(trace));
        Assert.All(layout.Bars.Where(bar => bar.Lane == 1), bar => Assert.True(bar.Right <= layout.Lanes[1].Stop + (3 * TimelineBars.MinimumWidth)));
    }

    [Fact]
    public void What_the_pointer_shows_is_hidden_without_the_style_sheet()
    {
        var html = Samples.Html(Samples.HelloTrace);
        Assert.Contains("class=\"ipc-detail\" display=\"none\"", html);
        Assert.Contains("g:focus > .ipc-detail", StyleSheet.Text);
    }

    [Fact]
    public void Labels_of_one_row_do_not_cover_each_other()
    {
        foreach (var row in s_hello.Bars.Where(bar => bar.Label.Length > 0).GroupBy(bar => (bar.Lane, bar.LabelRow)))
        {
            var labels = row.OrderBy(bar => bar.LabelX).ToList();
            Assert.All(labels.Zip(labels.Skip(1)), pair =>
                Assert.True(pair.First.LabelX + (pair.First.Label.Length * TimelineLabels.CharacterWidth) <= pair.Second.LabelX));
        }
    }

    [Fact]
    public void A_bar_stands_where_its_time_is()
    {
        var scale = new TimeScale([Samples.At(0), Samples.At(520)], 0, 520);

        Assert.Equal(220, scale.X(Samples.At(220)), 6);
        Assert.Equal("0 µs", scale.Ticks()[0].Label);
    }

    [Fact]
    public void Times_in_titles_are_counted_from_the_first_event() =>
        Assert.Contains(s_hello.Bars, bar => bar.Title == "write(4, \"hello\\n\", 6) = 6: 8.4 µs, from 210 µs");

    [Fact]
    public void A_failed_call_names_its_errno_and_is_marked_without_colour()
    {
        var failed = Assert.Single(s_hello.Bars, bar => bar.Failed);

        Assert.Contains("= −1 EBADF", failed.Title);
        Assert.EndsWith("EBADF", failed.Label);
    }

    [Fact]
    public void A_long_quiet_stretch_is_cut_out_and_says_how_long_it_is()
    {
        var trace = Samples.HelloTrace with
        {
            Steps = [Samples.Step(4242, "write", "write()", 210, 215), Samples.Step(4242, "nanosleep", "nanosleep()", 216, 50_216), Samples.Step(4242, "write", "write()", 50_217, 50_230)],
            Processes = [Samples.HelloTrace.Processes[0] with { Ended = Samples.At(50_400) }],
        };

        var gap = Assert.Single(TimelinePlan.Of(ChildTraceModel.Of(trace)).Breaks);

        Assert.Equal("50 ms", gap.Label);
    }

    [Fact]
    public void Thousands_of_steps_become_bars_for_several_steps_each()
    {
        var trace = Samples.HelloTrace with { Steps = [.. Enumerable.Range(0, 5000).Select(i => Samples.Step(4242, i % 2 == 0 ? "write" : "read", "", 210 + i, 210.5 + i))], Processes = [Samples.HelloTrace.Processes[0] with { Ended = Samples.At(5300) }] };

        var layout = TimelinePlan.Of(ChildTraceModel.Of(trace));

        Assert.InRange(layout.Bars.Count, 20, 400);
        Assert.Equal(5001, layout.Bars.Sum(bar => bar.Steps));
    }

    [Fact]
    public void A_nested_child_has_a_lane_and_its_arrow_comes_from_its_own_parent()
    {
        var trace = Samples.HelloTrace with
        {
            Processes = [.. Samples.HelloTrace.Processes, new TracedProcess(4243, 4242, "grandchild", Samples.At(230), Samples.At(300), null)],
        };

        var layout = TimelinePlan.Of(ChildTraceModel.Of(trace));

        Assert.Equal(["parent", "child", "grandchild"], layout.Lanes.Select(lane => lane.Name));
        Assert.Contains(layout.Arrows, arrow => arrow is { FromLane: 1, ToLane: 2, Kind: LinkKind.Birth });
        Assert.Contains(layout.Arrows, arrow => arrow is { FromLane: 2, ToLane: 1, Kind: LinkKind.End });
    }

    [Fact]
    public void Children_of_one_parent_stand_on_one_axis_and_their_bytes_go_from_one_to_the_other()
    {
        ChildTrace Trace(int pid, params ChildStep[] steps) => new(steps, [new TracedProcess(pid, 4000, "child", Samples.At(100), Samples.At(400), null)], 0, Samples.At(0), Samples.At(90)) { Descriptors = new Dictionary<int, string> { [7] = "pipe:[1]", [8] = "pipe:[1]" } };
        var model = ChildTraceModel.Of(
            Trace(1, Samples.Step(1, "read", "read(7, \"x\", 10)", 120, 220, 1)),
            Trace(2, Samples.Step(2, "write", "write(8, \"x\", 1)", 200, 210, 1)));

        Assert.Equal([4000, 1, 2], model.Lanes.Select(lane => lane.Pid ?? 0));
        Assert.Equal(2, model.Actions.Count(action => action.Lane == 0));
        Assert.Equal((2, 1), (model.Links.Single(link => link.Kind == LinkKind.Bytes).FromLane, model.Links.Single(link => link.Kind == LinkKind.Bytes).ToLane));
        Assert.True(model.Actions.Single(action => action.Call == "read").Waits);
    }

    [Fact]
    public void A_call_that_its_process_did_not_survive_waited()
    {
        var trace = Samples.HelloTrace with { Steps = [Samples.Step(4242, "read", "read(3, buffer, 1)", 210, null)] };
        Assert.True(TimelinePlan.Of(ChildTraceModel.Of(trace)).Bars.Single(bar => bar.Lane == 1) is { Waits: true, IsOpen: true });
    }

    [Fact]
    public void A_recorded_kill_is_an_arrow_to_the_call_that_it_ended()
    {
        var trace = Samples.HelloTrace with
        {
            Steps = [Samples.Step(4242, "sigwaitinfo", "sigwaitinfo(SIGUSR1)", 210, 300, 10), Samples.Step(4243, "kill", "kill(4242, SIGUSR1)", 290, 295)],
            Processes = [.. Samples.HelloTrace.Processes, new TracedProcess(4243, 4242, "grandchild", Samples.At(230), Samples.At(310), null)],
        };
        var signal = Assert.Single(ChildTraceModel.Of(trace).Links, link => link.Kind == LinkKind.Signal);
        Assert.Equal((2, 1, "SIGUSR1", Samples.At(300)), (signal.FromLane, signal.ToLane, signal.Word, signal.To));
    }

    [Fact]
    public void The_drawing_is_well_formed_and_described()
    {
        var html = Samples.Html(Samples.HelloTrace);
        var svg = XElement.Parse(html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);

        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.Equal(["title", "desc"], svg.Elements().Take(2).Select(element => element.Name.LocalName));
        Assert.All(svg.Descendants().Where(element => element.Attribute("tabindex") is not null), step =>
            Assert.Equal("title", step.Elements().First().Name.LocalName));
        Assert.All(svg.Descendants().Attributes("font-size"), size => Assert.True(double.Parse(size.Value) >= 11));
    }

    [Fact]
    public void The_same_facts_stand_in_a_table_beneath()
    {
        var html = Samples.Html(Samples.HelloTrace);

        Assert.Contains("<summary>The same as a table</summary>", html);
        Assert.Contains("−1 EBADF", html);
        Assert.Contains("is seen to have ended: exited with 7", html);
    }

    [Fact]
    public void Two_outputs_of_one_trace_share_no_id()
    {
        static IEnumerable<string> Ids(string html) => XElement.Parse(html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)])
            .Descendants().Attributes("id").Select(id => id.Value);

        Assert.Empty(Ids(Samples.Html(Samples.HelloTrace)).Intersect(Ids(Samples.Html(Samples.HelloTrace))));
    }

    [Fact]
    public void Lost_steps_are_told() =>
        Assert.Contains("17 older steps are missing: the ring was full.", Samples.Html(Timeline.Of(Samples.HelloTrace with { Lost = 17 })));

    [Fact]
    public void A_trace_without_steps_still_shows_its_processes() =>
        Assert.Equal(2, TimelinePlan.Of(ChildTraceModel.Of(Samples.HelloTrace with { Steps = [] })).Lanes.Count);
}
