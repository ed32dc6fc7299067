using System.Xml.Linq;
using static Ipc.Notebooks.TimelineShapes;

namespace Ipc.Notebooks;

/// <summary>What the signs of a timeline mean, in as many rows as they need.</summary>
internal static class TimelineLegend
{
    private const double RowHeight = 20, Gap = 15, Swatch = 18;

    /// <summary>The legend, and where it ends.</summary>
    /// <param name="layout">What is drawn: the legend has no sign that is not.</param>
    /// <param name="id">The id that the ids of the drawing begin with.</param>
    public static (XElement Drawing, double Bottom) Of(TimelineLayout layout, string id)
    {
        var (x, y) = (TimelinePlan.Left, layout.Height + 2);
        var items = new List<XElement>();
        foreach (var (sign, width, word) in Entries(layout, id))
        {
            var needed = width + 5 + (word.Length * LetterWidth) + Gap;
            if (x > TimelinePlan.Left && x + needed > TimelinePlan.Right)
                (x, y) = (TimelinePlan.Left, y + RowHeight);
            items.Add(Element("g", ("transform", $"translate({Number(x)} {Number(y)})")).With(sign, Text(width + 5, 10, 11, word)));
            x += needed;
        }

        return (Group(items), y + RowHeight);
    }

    private static IEnumerable<(XElement Sign, double Width, string Word)> Entries(TimelineLayout layout, string id)
    {
        foreach (var kind in layout.Bars.Select(bar => bar.Kind).Distinct().Order())
            yield return (Square(SvgPatterns.Fill(id, kind), SvgPatterns.Edge(kind)), Swatch, StepKinds.Word(kind));
        if (layout.Bars.FirstOrDefault(bar => bar.Waits) is { } waiting)
            yield return (Square(SvgPatterns.Waiting(id, waiting.Kind), SvgPatterns.Edge(waiting.Kind)), Swatch, "hatched: it waited");
        if (layout.Bars.Any(bar => bar.Failed))
            yield return (Square("none", Failure).With(("stroke-width", "1.75")), Swatch, "failed");
        foreach (var kind in layout.Marks.Select(mark => mark.Kind).Distinct().Order())
            yield return (MarkShape(kind, kind == MarkKind.Exec ? 0 : 4, 8), 9, kind switch { MarkKind.Exec => "exec", MarkKind.Signal => "signal", _ => "stop" });
        if (layout.Arrows.Any(arrow => arrow.Kind == LinkKind.End))
            yield return (Dot(4, 6), 9, "end");
        if (layout.Arrows.Any(arrow => arrow.Kind == LinkKind.Bytes))
            yield return (Line(0, 6, Swatch, 6, 2.5).With(("stroke", SvgPatterns.Edge(StepKind.InputOutput)), ("class", "ipc-bytes")), Swatch, "bytes");
    }
}
