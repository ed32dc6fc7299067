namespace Ipc.Notebooks;

/// <summary>Lays a timeline out: lanes, bars, marks, arrows and axis.</summary>
internal sealed class TimelinePlan
{
    /// <summary>The width of the whole drawing.</summary>
    public const double Width = 760;

    /// <summary>The left edge of the time axis; the names of the lanes stand before it.</summary>
    public const double Left = 118;

    /// <summary>The right edge of the time axis.</summary>
    public const double Right = Width - 14;

    /// <summary>How many lanes are drawn; the table has them all.</summary>
    public const int MostLanes = 40;

    private const double LabelHeight = 14;

    // Among so many lanes, words stand only within bars; beneath so many bars, in one row.
    private const int ManyLanes = 12, ManyBars = 20, MostSteps = 40;

    private readonly TimelineModel _model;
    private readonly TimeScale _scale;
    private readonly MonotonicTime _end;

    private TimelinePlan(TimelineModel model, TimeScale scale)
    {
        _model = model;
        _scale = scale;
        _end = model.Moments.DefaultIfEmpty().Max();
    }

    /// <summary>The layout of a timeline on a scale of its own.</summary>
    public static TimelineLayout Of(TimelineModel model) => Of(model, ScaleOf([model]));

    /// <summary>The layout of a timeline on a given scale.</summary>
    public static TimelineLayout Of(TimelineModel model, TimeScale scale) => new TimelinePlan(model, scale).Lay();

    /// <summary>One scale for several timelines.</summary>
    public static TimeScale ScaleOf(IReadOnlyList<TimelineModel> models) => new(models.SelectMany(model => model.Moments).DefaultIfEmpty(), Left, Right);

    private TimelineLayout Lay()
    {
        var all = Math.Min(_model.Lanes.Count, MostLanes);
        var bars = Enumerable.Range(0, all).Select(lane => Bars(lane, areSteps: false)).ToArray();
        var steps = Enumerable.Range(0, all).Select(lane => TimelineLabels.Place(Bars(lane, areSteps: true) is { Count: <= MostSteps } few ? few : [], Right, rows: 0)).ToArray();
        var streams = TimelineStreams.Of(Drawn(kind => kind == LinkKind.Bytes), bars, _scale);
        var lanes = new List<TimelineLane>();
        var top = 6.0;
        for (var i = 0; i < bars.Length; i++)
        {
            bars[i] = TimelineLabels.Place(bars[i], Right, bars.Length > ManyLanes ? 0 : bars[i].Count > ManyBars ? 1 : 3);
            var rows = bars[i].Select(bar => bar.LabelRow).DefaultIfEmpty().Max();
            var above = steps[i].Count > 0 ? TimelineLane.StepHeight + 2 : 0;
            var words = 8 + 14 + (_model.Lanes[i].Pid is null ? 0 : 14) + (_model.Lanes[i].Status.Length > 0 ? 14 : 0);
            var height = Math.Max(Math.Max(40, words + 6), 8 + above + TimelineLane.BarHeight + (rows * LabelHeight) + 10);
            if (streams.Any(stream => Math.Min(stream.FromLane, stream.ToLane) == i))
                height += TimelineStreams.RowHeight;
            lanes.Add(Lane(_model.Lanes[i], top, height) with { HasSteps = above > 0 });
            top += height;
        }

        return new TimelineLayout(
            Width, top + 28, lanes, [.. bars.Concat(steps).SelectMany(lane => lane)], [.. Marks()], [.. Arrows(), .. TimelineStreams.Placed(streams, lanes)], _scale.Ticks(), _scale.Breaks, top + 2);
    }

    private TimelineLane Lane(ModelLane lane, double top, double height) => lane.Reaches
        ? new TimelineLane(lane.Name, lane.Pid, lane.Tid, "", top, height, Left, Right, HasEnded: false)
        : new TimelineLane(lane.Name, lane.Pid, lane.Tid, lane.Status, top, height, _scale.X(lane.Started), _scale.X(lane.Ended ?? _end), lane.Ended is not null);

    private List<TimelineBar> Bars(int lane, bool areSteps) =>
        [.. TimelineBars.Of([.. _model.Actions.Where(action => action.Lane == lane && action.IsStep == areSteps).OrderBy(action => action.Start)], Place, _scale.X(_model.Lanes[lane].Ended ?? _end) + (3 * TimelineBars.MinimumWidth)).Select(bar => new TimelineBar(
            lane,
            bar.X,
            bar.Width,
            bar.Kind,
            bar.Actions.Count,
            bar.Actions.All(action => action.Failed),
            IsOpen: bar.Actions[^1].End is null && !bar.Actions[^1].IsExit,
            (areSteps ? "recorded by the process itself: " : "") + ActionWords.Describe(bar.Actions, _scale.Origin, areSteps ? "step" : _model.Noun),
            Label: "")
        {
            Labels = ActionWords.Labels(bar.Actions, areSteps ? "step" : _model.Noun),
            IsStep = areSteps,
            Waits = bar.Waits,
            From = bar.Actions[0].Start,
        })];

    private (double Left, double Right) Place(ModelAction action) =>
        (_scale.X(action.Start), _scale.X(action.End ?? (action.IsExit ? action.Start : _model.Lanes[action.Lane].Ended ?? _end)));

    private IEnumerable<TimelineMark> Marks() => _model.Marks.Where(mark => mark.Lane < MostLanes)
        .Select(mark => new TimelineMark(mark.Lane, _scale.X(mark.Time), mark.Kind, $"{mark.Text}, at {Since(mark.Time)}"));

    private IEnumerable<ModelLink> Drawn(Func<LinkKind, bool> kind) => _model.Links.Where(link => kind(link.Kind) && link.FromLane < MostLanes && link.ToLane < MostLanes);

    private IEnumerable<TimelineArrow> Arrows() => Drawn(kind => kind != LinkKind.Bytes).Select(link =>
        new TimelineArrow(_scale.X(link.From), link.FromLane, _scale.X(link.To), link.ToLane, link.Kind, $"{link.Text}, at {Since(link.To)}") { Label = link.Word });

    private string Since(MonotonicTime moment) => ActionWords.Since(moment, _scale.Origin);
}
