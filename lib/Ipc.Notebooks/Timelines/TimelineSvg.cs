using System.Xml.Linq;
using static Ipc.Notebooks.TimelineShapes;

namespace Ipc.Notebooks;

/// <summary>Writes the layout of a timeline as SVG.</summary>
internal sealed class TimelineSvg
{
    private const double DetailHeight = 18;

    // A page of bars is no page to tab through: from so many on only those with a name take the focus.
    private const int MostStops = 120;
    private const int LongestDetail = 100;

    private readonly TimelineLayout _layout;
    private readonly string _id;
    private readonly List<StepKind> _kinds;
    private readonly XElement _legend;
    private readonly double _bottom;

    private TimelineSvg(TimelineLayout layout, string id)
    {
        _layout = layout;
        _id = id;
        (_legend, _bottom) = TimelineLegend.Of(layout, id);
        _kinds = [.. layout.Bars.Select(bar => bar.Kind).Distinct().Order()];
    }

    /// <summary>The drawing.</summary>
    /// <param name="layout">Where everything stands.</param>
    /// <param name="id">The id that the ids of this drawing begin with.</param>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    public static XElement Write(TimelineLayout layout, string id, string title, string description) =>
        new TimelineSvg(layout, id).Drawing(title, description);

    private XElement Drawing(string title, string description) =>
        Element("svg", ("viewBox", $"0 0 {Number(_layout.Width)} {Number(_bottom + DetailHeight)}"), ("role", "img"), ("aria-label", title),
            ("style", "width:100%;min-width:700px;max-width:980px;height:auto;display:block;font-family:system-ui,sans-serif"))
            .With(
                Element("title", title),
                Element("desc", description),
                SvgPatterns.Definitions(Element("svg").Name.Namespace, _id, _kinds),
                Group(_layout.Breaks.Select(Band)),
                Axis(),
                Group(_layout.Lanes.SelectMany(Lane)),
                Group(_layout.Arrows.Where(arrow => arrow.Kind != LinkKind.Bytes && arrow.FromLane != arrow.ToLane).Select(Arrow)),
                Group(_layout.Bars.Select(Bar)),
                Group(_layout.Arrows.Where(arrow => arrow.Kind != LinkKind.Bytes && arrow.FromLane != arrow.ToLane).Select(Head)),
                Group(_layout.Arrows.Where(arrow => arrow.Kind == LinkKind.Bytes).Select(Stream)),
                Group(_layout.Arrows.Where(arrow => arrow.Kind == LinkKind.Bytes && arrow.Label.Length > 0).Select(arrow => Text(arrow.LabelX, arrow.LabelY, 11, arrow.Label).With(("class", "ipc-label")))),
                Group(_layout.Arrows.Where(arrow => arrow.Kind == LinkKind.End).Select(End)),
                Group(_layout.Marks.Select(Mark)),
                Group(_layout.Breaks.SelectMany(Break)),
                _legend);

    private XElement Axis() => Group(
        [
            Line(TimelinePlan.Left, _layout.AxisY, _layout.Width - 14, _layout.AxisY, 1),
            .. _layout.Ticks.SelectMany(tick => new[]
            {
                Line(tick.X, 6, tick.X, _layout.AxisY + 4, 0.5).With(("stroke-opacity", "0.3")),
                Text(tick.X, _layout.AxisY + 18, 11, tick.Label).With(("text-anchor", tick.X > _layout.Width - 60 ? "end" : "middle")),
            }),
        ]);

    private IEnumerable<XElement> Lane(TimelineLane lane, int index)
    {
        if (index > 0)
            yield return Line(8, lane.Top, _layout.Width - 14, lane.Top, 0.5).With(("stroke-opacity", "0.45"));
        yield return Text(8, lane.Top + 16, 12.5, Shorten(lane.Name, 16)).With(("font-weight", "600")).With(Element("title", lane.Name));
        if (lane.Pid is { } pid)
            yield return Text(8, lane.Top + 30, 11, lane.Tid is { } tid ? $"tid {tid}" : $"pid {pid}").With(("fill-opacity", "0.8")).With(Element("title", lane.Tid is null ? $"process {pid}" : $"thread {lane.Tid} of process {pid}"));
        if (lane.End.Length > 0)
            yield return Text(8, lane.Top + 44, 11, Shorten(lane.End, 19)).With(("fill-opacity", "0.8")).With(Element("title", lane.End));
        yield return Line(lane.Start, lane.LineY, lane.Stop, lane.LineY, 1.5);
    }

    private XElement Bar(TimelineBar bar)
    {
        var lane = _layout.Lanes[bar.Lane];
        var (top, height) = bar.IsStep ? (lane.StepTop, TimelineLane.StepHeight) : (lane.BarTop, TimelineLane.BarHeight);
        var isStop = bar.Label.Length > 0 || _layout.Bars.Count + _layout.Arrows.Count <= MostStops;
        var group = Element("g", ("class", "ipc-step")).With(isStop ? [("tabindex", "0")] : []).With(
            Element("title", bar.Title),
            Detail(bar.X + (bar.Width / 2), bar.Title),
            Element("rect", ("x", Number(bar.X)), ("y", Number(top)), ("width", Number(bar.Width)), ("height", Number(height)),
                ("rx", "2"), ("fill", bar.Waits ? SvgPatterns.Waiting(_id, bar.Kind) : SvgPatterns.Fill(_id, bar.Kind)), ("stroke", bar.Failed ? Failure : SvgPatterns.Edge(bar.Kind)),
                ("stroke-width", bar.Failed ? "1.75" : "1")).With(bar.IsOpen ? [("stroke-dasharray", "4 3")] : []));
        if (bar.Label.Length == 0)
            return group;
        if (bar.LabelRow == 0)
        {
            var label = Code(bar.LabelX, top + (height / 2) + 4, bar.Label).With(("fill", "#16181b"));
            return bar.Waits ? group.With(Plate(bar, top, height), label) : group.With(label);
        }

        var y = top + height + (bar.LabelRow * 14) - 2;
        return group.With(
            Line(bar.X + 1, top + height, bar.X + 1, y - 9, 0.75),
            Code(bar.LabelX, y, bar.Label).With(("class", "ipc-label")));
    }

    /// <summary>What lies between the words and the hatching; a halo of strokes would be printed as letters without ink.</summary>
    private static XElement Plate(TimelineBar bar, double top, double height) => Element(
        "rect",
        ("x", Number(bar.LabelX - 2)),
        ("y", Number(top + (height / 2) - 7)),
        ("width", Number((bar.Label.Length * TimelineLabels.CharacterWidth) + 4)),
        ("height", "14"),
        ("fill", SvgPatterns.Hollow));

    private XElement Arrow(TimelineArrow arrow)
    {
        var (y1, y2) = Heights(arrow);
        var group = Element("g", ("tabindex", "0"), ("stroke", "currentColor"), ("fill", "currentColor")).With(
            Element("title", arrow.Title),
            Detail((arrow.X1 + arrow.X2) / 2, arrow.Title),
            Line(arrow.X1, y1, arrow.X2, y2, 1.25).With(arrow.Kind switch
            {
                LinkKind.End => [("stroke-dasharray", "2 3")],
                LinkKind.Signal => [("stroke-dasharray", "7 3")],
                _ => [],
            }));

        if (arrow.Kind == LinkKind.Signal)
        {
            var fits = arrow.X2 + 9 + (arrow.Label.Length * LetterWidth) < TimelinePlan.Right;
            return group.With(Text(arrow.X2 + (fits ? 9 : -9), _layout.Lanes[arrow.ToLane].StepTop - 1, 11, arrow.Label).With(("text-anchor", fits ? "start" : "end"), ("stroke", "none"), ("class", "ipc-label")));
        }

        // Left of where a lane begins it is empty: there is the room for how it began.
        var room = arrow.X2 - 7 - TimelinePlan.Left;
        return arrow.Kind != LinkKind.Birth || arrow.Label.Length * LetterWidth > room ? group
            : group.With(Text(arrow.X2 - 7, y2 + 4, 11, arrow.Label).With(("text-anchor", "end"), ("stroke", "none"), ("class", "ipc-label")));
    }

    // Above the bars, which begin where an arrow ends.
    private XElement Head(TimelineArrow arrow)
    {
        var (y1, y2) = Heights(arrow);
        var angle = Math.Atan2(y2 - y1, arrow.X2 - arrow.X1) * 180 / Math.PI;
        return Element("path", ("fill", "currentColor"), ("d", "M0 0l-8 -4v8z"), ("transform", $"translate({Number(arrow.X2)} {Number(y2)}) rotate({Number(angle)})"), ("pointer-events", "none"));
    }

    private (double From, double To) Heights(TimelineArrow arrow)
    {
        var (from, to) = (_layout.Lanes[arrow.FromLane], _layout.Lanes[arrow.ToLane]);
        return (arrow.Kind == LinkKind.Birth && to.Top > from.Top ? from.BarTop + TimelineLane.BarHeight : from.LineY, to.LineY);
    }

    // Bytes: a thick line from the writer's bar to the reader's, that leaves and arrives level.
    private XElement Stream(TimelineArrow arrow)
    {
        var (from, to) = (_layout.Lanes[arrow.FromLane], _layout.Lanes[arrow.ToLane]);
        var (y1, y2) = TimelineStreams.Ends(from, to);
        var bend = (y2 - y1) / 2;
        var path = $"M{Number(arrow.X1)} {Number(y1)}C{Number(arrow.X1)} {Number(y1 + bend)} {Number(arrow.X2)} {Number(y2 - bend)} {Number(arrow.X2)} {Number(y2)}";
        return Element("g", ("tabindex", "0"), ("class", "ipc-stream")).With(
            Element("title", arrow.Title),
            Detail((arrow.X1 + arrow.X2) / 2, arrow.Title),
            Element("path", ("class", "ipc-bytes"), ("d", path), ("fill", "none"), ("stroke", SvgPatterns.Edge(StepKind.InputOutput)), ("stroke-width", "2"), ("stroke-opacity", "0.85")),
            Element("path", ("class", "ipc-bytes-head"), ("fill", SvgPatterns.Edge(StepKind.InputOutput)), ("d", $"M{Number(arrow.X2)} {Number(y2)}l-4.5 {(y2 > y1 ? -8 : 8)}h9z")));
    }

    private XElement Mark(TimelineMark mark) =>
        Element("g", ("tabindex", "0")).With(Element("title", mark.Title), Detail(mark.X, mark.Title), MarkShape(mark.Kind, mark.X, _layout.Lanes[mark.Lane].StepTop));

    private XElement End(TimelineArrow arrow) => Dot(arrow.X1, _layout.Lanes[arrow.FromLane].LineY).With(Element("title", arrow.Title));

    // The stretch that is not to scale is shaded through all lanes.
    private XElement Band(TimelineBreak gap) =>
        Element("rect", ("x", Number(gap.X)), ("y", "4"), ("width", Number(gap.Width)), ("height", Number(_layout.AxisY - 4)),
            ("fill", "currentColor"), ("fill-opacity", "0.07")).With(Element("title", $"{gap.Label} in which nothing begins or ends, not drawn to scale"));

    // Hidden without the style sheet; with it, the first line of the title while its owner has the pointer or the focus.
    private XElement Detail(double x, string title)
    {
        var text = Shorten(title.Split('\n')[0], LongestDetail);
        var length = text.Length * LetterWidth;
        return Text(Math.Clamp(x - (length / 2), 8, Math.Max(8, _layout.Width - length - 8)), _bottom + 6, 12, text).With(("class", "ipc-detail"), ("display", "none"), ("stroke", "none"));
    }

    private IEnumerable<XElement> Break(TimelineBreak gap)
    {
        var middle = gap.X + (gap.Width / 2);
        yield return Element("path", ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", "1.25"),
            ("d", $"M{Number(middle - 5)} {Number(_layout.AxisY + 5)}l5 -10M{Number(middle + 1)} {Number(_layout.AxisY + 5)}l5 -10"));
        yield return Text(middle, _layout.AxisY + 18, 11, gap.Label).With(("text-anchor", "middle"), ("font-style", "italic"));
    }

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
