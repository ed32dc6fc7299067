using System.Globalization;
using System.Xml.Linq;

namespace Ipc.Notebooks;

/// <summary>Writes the layout of a timeline as SVG.</summary>
internal sealed class TimelineSvg
{
    private const double LegendHeight = 22;
    private const double Swatch = 18;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly TimelineLayout _layout;
    private readonly string _id;
    private readonly List<StepKind> _kinds;

    private TimelineSvg(TimelineLayout layout, string id)
    {
        _layout = layout;
        _id = id;
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
        Element("svg", ("viewBox", $"0 0 {Number(_layout.Width)} {Number(_layout.Height + LegendHeight)}"), ("role", "img"), ("aria-label", title),
            ("style", "width:100%;min-width:700px;max-width:980px;height:auto;display:block;font-family:system-ui,sans-serif"))
            .With(
                Element("title", title),
                Element("desc", description),
                SvgPatterns.Definitions(s_svg, _id, _kinds),
                Group(_layout.Breaks.Select(Band)),
                Axis(),
                Group(_layout.Lanes.SelectMany(Lane)),
                Group(_layout.Arrows.Select(Arrow)),
                Group(_layout.Bars.Select(Bar)),
                Group(_layout.Arrows.Where(arrow => arrow.IsExit).Select(End)),
                Group(_layout.Breaks.SelectMany(Break)),
                Legend());

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
        yield return Text(8, lane.BarTop + 8, 12.5, Shorten(lane.Name, 17)).With(("font-weight", "600"));
        if (lane.Pid is { } pid)
            yield return Text(8, lane.BarTop + 22, 11, $"pid {pid}").With(("fill-opacity", "0.8"));
        if (lane.End.Length > 0)
            yield return Text(8, lane.BarTop + 36, 11, Shorten(lane.End, 19)).With(("fill-opacity", "0.8")).With(Element("title", lane.End));
        yield return Line(lane.Start, lane.LineY, lane.Stop, lane.LineY, 1.5);
    }

    private XElement Bar(TimelineBar bar)
    {
        var lane = _layout.Lanes[bar.Lane];
        var group = Element("g", ("tabindex", "0"), ("class", "ipc-step")).With(
            Element("title", bar.Title),
            Element("rect", ("x", Number(bar.X)), ("y", Number(lane.BarTop)), ("width", Number(bar.Width)), ("height", Number(TimelineLane.BarHeight)),
                ("rx", "2"), ("fill", SvgPatterns.Fill(_id, bar.Kind)), ("stroke", bar.Failed ? "#c02637" : SvgPatterns.Edge(bar.Kind)),
                ("stroke-width", bar.Failed ? "2" : "1")).With(bar.IsOpen ? [("stroke-dasharray", "4 3")] : []));
        if (bar.Label.Length == 0)
            return group;
        if (bar.LabelRow == 0)
            return group.With(Code(bar.LabelX, lane.BarTop + 15, bar.Label).With(("fill", "#16181b")));
        var y = lane.BarTop + TimelineLane.BarHeight + (bar.LabelRow * 14) - 2;
        return group.With(
            Line(bar.X + 1, lane.BarTop + TimelineLane.BarHeight, bar.X + 1, y - 9, 0.75),
            Code(bar.LabelX, y, bar.Label));
    }

    private XElement Arrow(TimelineArrow arrow)
    {
        var from = _layout.Lanes[arrow.FromLane];
        var to = _layout.Lanes[arrow.ToLane];
        var down = to.Top > from.Top;
        var y1 = arrow.IsExit ? from.LineY : from.BarTop + TimelineLane.BarHeight;
        var y2 = down ? to.LineY : to.LineY + 1;
        var head = down ? -7 : 7;
        return Element("g", ("tabindex", "0"), ("stroke", "currentColor"), ("fill", "currentColor")).With(
            Element("title", arrow.Title),
            Line(arrow.X1, y1, arrow.X2, y2 + (head / 2.0), 1.25).With(arrow.IsExit ? [("stroke-dasharray", "2 3")] : []),
            Element("path", ("stroke", "none"), ("d", $"M{Number(arrow.X2)} {Number(y2)}l-4 {head}h8z")));
    }

    private XElement End(TimelineArrow arrow) =>
        Element("circle", ("cx", Number(arrow.X1)), ("cy", Number(_layout.Lanes[arrow.FromLane].LineY)), ("r", "4"), ("fill", "currentColor"))
            .With(Element("title", arrow.Title));

    // The stretch that is not to scale is shaded through all lanes.
    private XElement Band(TimelineBreak gap) =>
        Element("rect", ("x", Number(gap.X)), ("y", "4"), ("width", Number(gap.Width)), ("height", Number(_layout.AxisY - 4)),
            ("fill", "currentColor"), ("fill-opacity", "0.07")).With(Element("title", $"{gap.Label} in which nothing begins or ends, not drawn to scale"));

    private IEnumerable<XElement> Break(TimelineBreak gap)
    {
        var middle = gap.X + (gap.Width / 2);
        yield return Element("path", ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", "1.25"),
            ("d", $"M{Number(middle - 5)} {Number(_layout.AxisY + 5)}l5 -10M{Number(middle + 1)} {Number(_layout.AxisY + 5)}l5 -10"));
        yield return Text(middle, _layout.AxisY + 18, 11, gap.Label).With(("text-anchor", "middle"), ("font-style", "italic"));
    }

    private XElement Legend()
    {
        var y = _layout.Height + 2;
        var x = TimelinePlan.Left;
        var items = new List<XElement>();
        foreach (var kind in _kinds)
        {
            items.Add(Element("rect", ("x", Number(x)), ("y", Number(y)), ("width", Number(Swatch)), ("height", "12"), ("rx", "2"),
                ("fill", SvgPatterns.Fill(_id, kind)), ("stroke", SvgPatterns.Edge(kind))));
            items.Add(Text(x + Swatch + 5, y + 10, 11, StepKinds.Word(kind)));
            x += Swatch + 18 + (StepKinds.Word(kind).Length * 6);
        }

        return Group(items);
    }

    private static XElement Line(double x1, double y1, double x2, double y2, double width) =>
        Element("line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)),
            ("stroke", "currentColor"), ("stroke-width", Number(width)));

    private static XElement Text(double x, double y, double size, string text) =>
        Element("text", ("x", Number(x)), ("y", Number(y)), ("font-size", Number(size)), ("fill", "currentColor")).With(new XText(text));

    private static XElement Code(double x, double y, string text) =>
        Text(x, y, 11, text).With(("font-family", "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"));

    private static XElement Group(IEnumerable<XElement> children) => Element("g").With([.. children]);

    private static XElement Element(string name, string text) => new(s_svg + name, text);

    private static XElement Element(string name, params (string Name, string Value)[] attributes) => new XElement(s_svg + name).With(attributes);

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
